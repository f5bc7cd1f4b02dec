//! Orders told as stories: each case reads as what people and providers do, and what the log says.

mod interleavings;
mod language;
mod life;
mod money;
mod replay;
mod time;
