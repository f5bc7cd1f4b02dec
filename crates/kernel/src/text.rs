//! Names that the retailer gives to things: short, printable, never empty.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// Why a text is no identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnIdentifier {
    /// Nothing was given.
    #[error("{what} is empty; give at least one character")]
    Empty {
        /// The kind of identifier.
        what: &'static str,
    },
    /// More bytes than it may have.
    #[error("{what} has {bytes} bytes; give at most {bytes_max}")]
    TooLong {
        /// How long it may be.
        bytes_max: usize,
        /// The kind of identifier.
        what: &'static str,
        /// How long it was.
        bytes: usize,
    },
    /// A control character, or white space at either end.
    #[error("{what} has a control character, or white space at its start or end")]
    NotPrintable {
        /// The kind of identifier.
        what: &'static str,
    },
}

fn check(what: &'static str, bytes_max: usize, text: &str) -> Result<(), NotAnIdentifier> {
    if text.is_empty() {
        return Err(NotAnIdentifier::Empty { what });
    }
    if text.len() > bytes_max {
        return Err(NotAnIdentifier::TooLong { what, bytes_max, bytes: text.len() });
    }
    if text.chars().any(char::is_control) || text.trim() != text {
        return Err(NotAnIdentifier::NotPrintable { what });
    }
    Ok(())
}

macro_rules! identifiers {
    ($($(#[$doc:meta])+ $name:ident, $what:literal, $bytes_max:tt;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(try_from = "CompactString", into = "CompactString")]
        #[schema(value_type = String, min_length = 1, max_length = $bytes_max, pattern = r"^[^\s\x00-\x1f\x7f]([^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f])?$")]
        pub struct $name(CompactString);

        impl $name {
            /// The text as it was given.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// Parses an identifier.
            ///
            /// # Errors
            /// Where the text is empty, too long, or not printable.
            pub fn new(text: impl AsRef<str>) -> Result<$name, NotAnIdentifier> {
                check($what, $bytes_max, text.as_ref())?;
                Ok($name(CompactString::new(text)))
            }
        }

        impl TryFrom<CompactString> for $name {
            type Error = NotAnIdentifier;

            fn try_from(text: CompactString) -> Result<$name, NotAnIdentifier> {
                check($what, $bytes_max, &text)?;
                Ok($name(text))
            }
        }

        impl From<$name> for CompactString {
            fn from(name: $name) -> CompactString {
                name.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnIdentifier;

            fn from_str(text: &str) -> Result<$name, NotAnIdentifier> {
                $name::new(text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }
    )+};
}

identifiers! {
    /// The retailer's own number of an item (SKU).
    ItemId, "item", 64;
    /// The retailer's own code of a site: a store, a warehouse.
    SiteId, "site", 64;
    /// A group of sites.
    RegionId, "region", 64;
    /// A zone inside a site.
    ZoneId, "zone", 64;
    /// A bay of shelves in a store.
    BayId, "bay", 64;
    /// A batch or lot number (GS1 AI 10).
    LotId, "lot", 64;
    /// A hold.
    HoldId, "hold", 64;
    /// Who a hold is for: a basket, a shopper, an order.
    OwnerId, "owner", 64;
    /// A sales channel, such as `web`, `store`, `app`, `marketplace`.
    Channel, "channel", 64;
    /// A shipment in transit.
    ShipmentId, "shipment", 64;
    /// A purchase order.
    PurchaseOrderId, "purchase order", 64;
    /// Goods that go from one of the retailer's sites to another.
    TransferId, "transfer", 48;
    /// A case of loss: somebody or something that stands out.
    LossCaseId, "loss case", 32;
    /// A customer's order.
    OrderId, "order", 48;
    /// What one site does for an order.
    FulfilmentId, "fulfilment", 64;
    /// One means by which an order is paid.
    PaymentId, "payment", 64;
    /// A return.
    ReturnId, "return", 48;
    /// A shopper's checkout, as a shopping agent sees it.
    CheckoutId, "checkout", 48;
    /// What a shopper has gathered before checking out.
    CartId, "cart", 48;
    /// A way of delivery that shoppers are offered at a price.
    OfferName, "delivery offer", 64;
    /// A receipt of a till or a web shop.
    SaleId, "sale", 64;
    /// The retailer's own number of a customer; never an e-mail address or a telephone number.
    CustomerId, "customer", 64;
    /// A group of customers, such as `staff` or `gold`: prices and promotions may be for one.
    GroupName, "group", 64;
    /// The number on a customer's loyalty card.
    LoyaltyNo, "loyalty number", 64;
    /// A gift card, by a number that may be shown and logged; the code that spends it is a secret.
    GiftCardId, "gift card", 64;
    /// A note of the service team about a customer.
    ContactId, "contact", 64;
    /// A case of the service team: a customer's question that a person has to answer.
    CaseId, "case", 64;
    /// What a movement refers to on paper.
    Reference, "reference", 64;
    /// A stock rule.
    RuleName, "rule", 64;
    /// A price list.
    PriceListId, "price list", 200;
    /// A promotion.
    PromotionId, "promotion", 64;
    /// A code that a shopper shows for a promotion.
    CouponCode, "coupon", 64;
    /// A tax.
    TaxId, "tax", 64;
    /// The public part of an API key, which may be shown and logged.
    KeyId, "key", 64;
    /// What people read: a name, a brand, a category.
    Label, "text", 256;
    /// A word that another system chose: an event source, a tender, a reason.
    Word, "word", 256;
    /// A webhook endpoint.
    WebhookName, "webhook", 64;
    /// A device: a reader, a shelf, a thermometer.
    DeviceId, "device", 64;
    /// What a reader says of a tag: a URI of its EPC, or hexadecimal digits.
    EpcText, "EPC", 256;
    /// Something for associates to do that is no part of an order.
    TaskId, "task", 64;
    /// A brand that pays for its goods to be shown.
    BrandId, "brand", 64;
    /// What a brand pays for, until when, and how much.
    CampaignId, "campaign", 64;
    /// An answer to the question what is to be shown at one place, for money.
    PlacementId, "placement", 64;
    /// An offer that shoppers near a site are told of.
    PushOfferId, "push offer", 64;
    /// A notice to one shopper's phone.
    PushId, "push", 64;
    /// One of the addresses under which a shopper's phones are told.
    SubscriptionId, "subscription", 64;
    /// Who carries goods, with one of its services, such as `post-express`.
    CarrierName, "carrier", 64;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_short_and_printable() {
        let refused = |text: &str| ItemId::new(text).map_err(|e| e.to_string()).expect_err("refused");
        assert_eq!(ItemId::new("A-1 b").expect("fine").as_str(), "A-1 b");
        assert_eq!(refused(""), "item is empty; give at least one character");
        assert_eq!(refused(&"x".repeat(65)), "item has 65 bytes; give at most 64");
        assert_eq!(refused(" a"), "item has a control character, or white space at its start or end");
        assert_eq!(refused("a\n"), "item has a control character, or white space at its start or end");
    }
}
