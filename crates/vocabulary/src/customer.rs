//! Customers: who they are stands in the log only sealed under a key of their own.

use realtail_kernel::{Channel, ContactId, CustomerId, GroupName, Instant, LoyaltyNo, Reference};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smallvec::SmallVec;

/// Personal data as it may stand in the log: nobody reads it without its person's key. Bytes in the log, hexadecimal
/// digits in JSON.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Box<[u8]>);

/// Bytes that are too many to be somebody's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("sealed data has {bytes} bytes; seal at most {}", Sealed::BYTES_MAX)]
pub struct TooMuchToSeal {
    bytes: usize,
}

impl Sealed {
    /// The most that is kept of one person in one place.
    pub const BYTES_MAX: usize = 64 << 10;

    /// What a vault has sealed.
    ///
    /// # Errors
    /// Where it is more than may be kept.
    pub fn new(bytes: Vec<u8>) -> Result<Sealed, TooMuchToSeal> {
        match bytes.len() {
            0..=Sealed::BYTES_MAX => Ok(Sealed(bytes.into_boxed_slice())),
            bytes => Err(TooMuchToSeal { bytes }),
        }
    }

    /// For a vault to open.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Even sealed, it is nothing to print.
impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sealed({} bytes)", self.0.len())
    }
}

impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&Hex(&self.0))
        } else {
            serializer.serialize_bytes(&self.0)
        }
    }
}

struct Hex<'a>(&'a [u8]);

impl std::fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl<'de> Deserialize<'de> for Sealed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Sealed, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_str(SealedVisitor)
        } else {
            deserializer.deserialize_byte_buf(SealedVisitor)
        }
    }
}

struct SealedVisitor;

impl serde::de::Visitor<'_> for SealedVisitor {
    type Value = Sealed;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("sealed data")
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Sealed, E> {
        self.visit_byte_buf(bytes.to_vec())
    }

    fn visit_byte_buf<E: serde::de::Error>(self, bytes: Vec<u8>) -> Result<Sealed, E> {
        Sealed::new(bytes).map_err(E::custom)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Sealed, E> {
        let digit = |digit: u8| char::from(digit).to_digit(16);
        let byte = |pair: &[u8]| match pair {
            [high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
            _ => None,
        };
        let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(byte).collect();
        self.visit_byte_buf(bytes.ok_or_else(|| E::custom("sealed data is written in hexadecimal digits"))?)
    }
}

/// A customer as one is registered or changed: what anybody may know, and what is sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerRecord {
    /// The retailer's number of the customer.
    pub customer: CustomerId,
    /// The number on the loyalty card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loyalty: Option<LoyaltyNo>,
    /// The groups whose prices and promotions are for this customer.
    #[serde(default, skip_serializing_if = "SmallVec::is_empty")]
    pub groups: SmallVec<[GroupName; 1]>,
    /// Keyed hashes of the e-mail address and the telephone number, by which the customer is found. Sealed, since a
    /// hash of an address still tells whose it is to somebody who tries addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Sealed>,
    /// Name, e-mail address, telephone number, addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Sealed>,
}

/// A talk of the service team with a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Its number.
    pub contact: ContactId,
    /// Where: `phone`, `chat`, `store`, …
    pub channel: Channel,
    /// Which order, return or receipt it was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Reference>,
    /// When.
    pub at: Instant,
    /// What was said.
    pub note: Sealed,
}

/// What happened to what is known of customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerEvent {
    /// A customer is known from now on.
    Registered(Box<CustomerRecord>),
    /// What is known has changed; it stands here as a whole.
    Changed(Box<CustomerRecord>),
    /// Two were one person all along.
    Merged {
        /// The number that is an alias from now on.
        customer: CustomerId,
        /// The number that goes on.
        into: CustomerId,
    },
    /// The person is forgotten: the keys of the customer and of all aliases are destroyed, and with them all that was
    /// ever sealed under them.
    Erased {
        /// Who, with all aliases.
        customers: Vec<CustomerId>,
    },
    /// The service team talked with the customer.
    Contacted {
        /// Whom.
        customer: CustomerId,
        /// What about.
        contact: Contact,
    },
}

/// The kinds of things that stand on a customer's timeline.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    /// A signal that named the customer.
    Signal,
    /// A receipt.
    Sale,
    /// A step of an order.
    Order,
    /// A step of a return.
    Return,
    /// A payment.
    Payment,
    /// Points or a gift card.
    Wallet,
    /// A talk with the service team.
    Contact,
    /// A change of what is known of the customer.
    Profile,
}
