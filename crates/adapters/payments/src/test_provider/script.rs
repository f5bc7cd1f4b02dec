//! What a token makes the test provider do.

use realtail_vocabulary::PaymentOperation;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// All tokens that it knows, each with what it does.
pub const TOKENS: &[(&str, &str)] = &[
    ("success_token", "everything is done at once"),
    ("fail_token", "the authorisation is declined: card_declined"),
    ("insufficient_funds", "the authorisation is declined: insufficient_funds"),
    ("slow_NNN", "every answer takes NNN milliseconds"),
    ("timeout_then_success", "the authorisation is done, and the answer never comes"),
    ("timeout_then_declined", "the authorisation is declined, and the answer never comes"),
    ("timeout_never_arrived", "the first call is lost on its way"),
    ("double_webhook", "each answer is told by two webhooks as well, which are the same event"),
    ("settles_by_webhook", "nobody can say, until a webhook does"),
    ("capture_fails_once", "the first capture is declined: capture_failed"),
    ("capture_times_out", "captures are done, and the answer never comes"),
    ("void_times_out", "a void is done, and the answer never comes"),
    ("refund_fails", "refunds are declined: refund_failed"),
    ("refund_times_out", "refunds are done, and the answer never comes"),
];

/// What happens to a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// All is well.
    Success,
    /// The card is declined.
    Declined,
    /// There is not enough on it.
    InsufficientFunds,
    /// All is well, after so many milliseconds.
    Slow(u64),
    /// All is well, and the first answer never comes.
    TimeoutThenSuccess,
    /// The card is declined, and the answer never comes.
    TimeoutThenDeclined,
    /// The first call is lost.
    TimeoutNeverArrived,
    /// All is well, and told twice besides.
    DoubleWebhook,
    /// All is well, once a webhook says so.
    SettlesByWebhook,
    /// The first capture is declined.
    CaptureFailsOnce,
    /// Captures are done without an answer.
    CaptureTimesOut,
    /// A void is done without an answer.
    VoidTimesOut,
    /// Refunds are declined.
    RefundFails,
    /// Refunds are done without an answer.
    RefundTimesOut,
}

/// How the caller hears of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hears {
    /// In answer to the call.
    AtOnce,
    /// The same, after a while.
    After(Duration),
    /// Not at all.
    Nothing,
    /// Not at all, and nothing was done either; the next call arrives.
    NothingAndItIsLost,
    /// In answer to the call, and by two events that are the same.
    AndTwoEvents,
    /// By an event only.
    ByEvent,
}

impl Script {
    /// What a token stands for.
    pub fn of(token: &str) -> Option<Script> {
        Some(match token {
            "success_token" => Script::Success,
            "fail_token" => Script::Declined,
            "insufficient_funds" => Script::InsufficientFunds,
            "timeout_then_success" => Script::TimeoutThenSuccess,
            "timeout_then_declined" => Script::TimeoutThenDeclined,
            "timeout_never_arrived" => Script::TimeoutNeverArrived,
            "double_webhook" => Script::DoubleWebhook,
            "settles_by_webhook" => Script::SettlesByWebhook,
            "capture_fails_once" => Script::CaptureFailsOnce,
            "capture_times_out" => Script::CaptureTimesOut,
            "void_times_out" => Script::VoidTimesOut,
            "refund_fails" => Script::RefundFails,
            "refund_times_out" => Script::RefundTimesOut,
            _ => Script::Slow(token.strip_prefix("slow_")?.parse().ok().filter(|ms| *ms <= 600_000)?),
        })
    }

    /// How the caller hears of what was asked.
    pub fn hears(self, operation: PaymentOperation) -> Hears {
        use PaymentOperation::{Authorise, Capture, Refund, Void};
        match (self, operation) {
            (Script::Slow(ms), _) => Hears::After(Duration::from_millis(ms)),
            (Script::DoubleWebhook, _) => Hears::AndTwoEvents,
            (Script::SettlesByWebhook, _) => Hears::ByEvent,
            (Script::TimeoutThenSuccess | Script::TimeoutThenDeclined, Authorise)
            | (Script::CaptureTimesOut, Capture)
            | (Script::VoidTimesOut, Void)
            | (Script::RefundTimesOut, Refund) => Hears::Nothing,
            (Script::TimeoutNeverArrived, Authorise) => Hears::NothingAndItIsLost,
            _ => Hears::AtOnce,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_that_is_listed_is_known() {
        for (token, what) in TOKENS {
            assert!(Script::of(&token.replace("NNN", "250")).is_some(), "{token}: {what}");
        }
        for token in ["slow_", "slow_-1", "slow_600001", "success", ""] {
            assert_eq!(Script::of(token), None, "{token}");
        }
    }
}
