//! Settings of what shoppers' phones are told.

use super::{Config, Known};
use anyhow::bail;
use realtail_mobile::Caps;
use std::time::Duration;

/// What can be set.
pub(super) const KNOWN: &[Known] = &[
    Known {
        name: "push.contact",
        default: "",
        about: "where those who run push services find a person: mailto:… or https://…",
    },
    Known { name: "push.a_day", default: "2", about: "notices that a shopper gets in a day at most" },
    Known { name: "push.a_week", default: "5", about: "notices that a shopper gets in a week at most" },
    Known { name: "push.window", default: "64", about: "notices that may be on their way at once" },
    Known { name: "push.attempts_max", default: "6", about: "tries before a notice is given up" },
    Known { name: "push.timeout_ms", default: "10000", about: "how long one try may take" },
    Known { name: "push.backoff_ms", default: "500", about: "wait after the first failure; it doubles" },
    Known { name: "push.backoff_max_ms", default: "60000", about: "the longest wait between two tries" },
    Known {
        name: "push.local",
        default: "false",
        about: "whether push services on this machine are called, without encryption: for tests alone",
    },
];

impl Config {
    /// How phones are told.
    pub fn push(&self) -> anyhow::Result<realtail_push::Settings> {
        let ms = |name: &str| self.parsed(name).map(Duration::from_millis);
        let (window, attempts_max) = (self.parsed("push.window")?, self.parsed("push.attempts_max")?);
        if window == 0 || attempts_max == 0 {
            bail!("push.window and push.attempts_max are at least 1");
        }
        let contact = self.text("push.contact");
        if !contact.is_empty() && !contact.starts_with("mailto:") && !contact.starts_with("https://") {
            bail!("push.contact is {contact:?}; give mailto:ADDRESS or https://ADDRESS");
        }
        Ok(realtail_push::Settings {
            window,
            attempts_max,
            timeout: ms("push.timeout_ms")?,
            backoff_base: ms("push.backoff_ms")?,
            backoff_max: ms("push.backoff_max_ms")?,
            plain: self.parsed("push.local")?,
        })
    }

    /// Where those who run push services find a person.
    pub fn push_contact(&self) -> Option<String> {
        Some(self.text("push.contact").to_owned()).filter(|contact| !contact.is_empty())
    }

    /// How many notices a shopper gets.
    pub fn push_caps(&self) -> anyhow::Result<Caps> {
        Ok(Caps { a_day: self.parsed("push.a_day")?, a_week: self.parsed("push.a_week")? })
    }
}
