//! Stock, holds and what is on its way.
