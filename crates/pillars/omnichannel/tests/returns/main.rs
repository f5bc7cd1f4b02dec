//! Goods that come back, told as stories on top of those of orders: what is given back, where the goods go, who is told.

mod announced;
mod desk;
mod exact;
mod goods;
#[path = "../orders/language.rs"]
#[allow(dead_code, reason = "the stories of orders say more of orders")]
mod language;
mod money;
mod rules;
