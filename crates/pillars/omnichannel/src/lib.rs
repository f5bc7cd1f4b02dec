//! Stock that is true in every channel: the ledger, what is on its way, and holds.

mod answers;
mod availability;
pub mod case;
mod catalogue;
mod checkout;
mod customer;
mod distance;
mod hold;
pub mod invariants;
mod machine;
mod network;
pub mod order;
pub mod payment;
mod price;
mod refusal;
mod register;
pub mod returns;
mod route;
mod stock;
mod supply;
pub mod task;
mod told;
mod wallet;

pub use availability::{Availability, Explained, Incoming, Setting};
pub use catalogue::{Catalogue, ItemNo, RegionNo, SiteNo};
pub use checkout::{
    CheckoutCommand, Checkouts, CompleteCheckout, NOT_SETTLED, NoteOrder, OrderNotes, SetCart, SetCheckout,
    WantedDelivery, is_settled,
};
pub use customer::{Customer, CustomerCommand, Customers, Noted, Timeline};
pub use distance::metres;
pub use hold::{Extend, Hold, HoldState, Holds, Line, Place, PlaceHold, PlaceWithin, PostHold, PostLine};
pub use machine::{Command, Frozen, Omnichannel};
pub use price::{Basket, BasketLine, PRICES_MAX, PriceCommand, Prices, Share, ShelfLabel, share_of};
pub use refusal::{Refusal, Shortage, Thing};
pub use route::solve;
pub use route::{
    Impossible, OrderLine, Promise, PromiseAnswer, PromiseAsk, PromisePart, Replay, ReplayAnswer, ReplayAsk,
    ReplayBasis, ReplayDifference, ReplayTotals, ReplayedParcel, ReplayedRoute, RouteAsk, Routing,
    SetRouting, Sites, promise, route, route_by,
};
pub use stock::quarantine::Quarantine;
pub use stock::{Cell, PlaceBalance, Stock};
pub use supply::{SetApart, Shipment, Supply};
pub use wallet::{GiftCard, Lot, Pending, PointsWallet, Reservation, WalletCommand, Wallets};
