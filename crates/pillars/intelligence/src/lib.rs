//! What is likely to be asked for, and what follows for whoever fills shelves and orders goods.
//!
//! Models run outside; what they say stands in the log, so that each decision can be explained from the log alone.

pub mod invariants;
mod labour;
mod loss;
mod machine;
mod model;
mod moves;
mod plan;
mod pricing;
mod purchase;
mod replenish;
mod room;
mod say;
mod supplier;
#[cfg(test)]
mod tests;

pub use labour::{KnownPlan, KnownShort, Labour, PlanningDay, shifts_of, told_shifts};
pub use loss::{KnownCase, LossPrecision, Losses};
pub use machine::{Command, Intelligence};
pub use model::{Model, Served};
pub use moves::{
    Arrival, KnownTransfer, LineAdvice, MoveCommand, Moves, Record, RecordWeek, SuggestedTransfer,
    TransferState, hold_of, shipment_of, supply_of,
};
pub use pricing::{
    KnownAdvice, KnownPrice, KnownTest, PriceFacts, PriceJudging, PriceRecord, PriceRecordWeek, Pricing,
    PricingCommand, TakeAsk, TestAsk, advised_list, allows, guards,
};
pub use purchase::{Placed, Purchases};
pub use replenish::{Bound, Standing, Suggestion, Urgency, Worth};
pub use room::{Goods, LotThere, Outstanding, ShelfPrice, Stockroom};
pub use supplier::{Basket, BasketLine, Cycle, Fit, Spent, SupplierCommand, Suppliers};
