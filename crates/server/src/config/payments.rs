//! Settings of payments: which providers are on, and how they are asked.

use super::{Config, Known};
use anyhow::{Context, bail};
use realtail_payments::{Settings, payment_intents};
use std::time::Duration;

/// What there is to set.
pub(super) const KNOWN: &[Known] = &[
    Known {
        name: "payments.test_provider",
        default: "auto",
        about: "the provider that no money passes through: on, off, or auto, which is on where there is no other",
    },
    Known { name: "payments.window", default: "64", about: "calls to one provider that may be on their way" },
    Known {
        name: "payments.timeout_ms",
        default: "10000",
        about: "how long one call to a provider may take",
    },
    Known {
        name: "payments.backoff_ms",
        default: "250",
        about: "wait before a provider is asked again; it doubles",
    },
    Known {
        name: "payments.backoff_max_ms",
        default: "60000",
        about: "the longest wait before it is asked again",
    },
    Known {
        name: "payments.payment_intents.url",
        default: "https://api.stripe.com",
        about: "where the provider of payment intents is",
    },
    Known {
        name: KEY,
        default: "",
        about: "its secret key; in the variable rather than in a file; switches it on",
    },
    Known { name: KEY_FILE, default: "", about: "a file that holds its secret key, instead" },
    Known { name: SECRET, default: "", about: "the secret that it signs its webhooks with" },
    Known { name: SECRET_FILE, default: "", about: "a file that holds that secret, instead" },
    Known {
        name: "payments.payment_intents.tolerance_s",
        default: "300",
        about: "a webhook is not taken longer after it was signed",
    },
    Known {
        name: "payments.payment_intents.version",
        default: "2024-06-20",
        about: "which version of its interface is spoken",
    },
    Known {
        name: "payments.payment_intents.key_prefix",
        default: "realtail",
        about: "start of its idempotency keys; another for each engine that has the same account, and never changed",
    },
];

const KEY: &str = "payments.payment_intents.key";
const KEY_FILE: &str = "payments.payment_intents.key_file";
const SECRET: &str = "payments.payment_intents.webhook_secret";
const SECRET_FILE: &str = "payments.payment_intents.webhook_secret_file";

/// Their values are shown to nobody.
pub(super) const SECRETS: [&str; 2] = [KEY, SECRET];

/// Which providers are on, and how they are asked.
#[derive(Clone, Debug)]
pub struct PaymentSettings {
    /// The one that no money passes through.
    pub test_provider: bool,
    /// The one of payment intents.
    pub payment_intents: Option<payment_intents::Settings>,
    /// How all are asked.
    pub calls: Settings,
}

impl Config {
    /// Which payment providers are on, and how they are asked.
    pub fn payments(&self) -> anyhow::Result<PaymentSettings> {
        let ms = |name: &str| self.parsed(name).map(Duration::from_millis);
        let calls = Settings {
            window: self.parsed("payments.window")?,
            timeout: ms("payments.timeout_ms")?,
            backoff_base: ms("payments.backoff_ms")?,
            backoff_max: ms("payments.backoff_max_ms")?,
        };
        if calls.window == 0 || calls.timeout.is_zero() || calls.backoff_base.is_zero() {
            bail!("payments.window, payments.timeout_ms and payments.backoff_ms are at least 1");
        }
        let payment_intents = self.payment_intents()?;
        let test_provider = match self.text("payments.test_provider") {
            "auto" => payment_intents.is_none(),
            "on" => true,
            "off" => false,
            other => bail!("payments.test_provider is {other:?}; choose on, off or auto"),
        };
        Ok(PaymentSettings { test_provider, payment_intents, calls })
    }

    fn payment_intents(&self) -> anyhow::Result<Option<payment_intents::Settings>> {
        let key = self.secret(KEY, KEY_FILE)?;
        if key.is_empty() {
            return Ok(None);
        }
        let webhook_secret = self.secret(SECRET, SECRET_FILE)?;
        if webhook_secret.is_empty() {
            bail!("{KEY} is set and {SECRET} is not: without it nobody can tell who sent a webhook");
        }
        Ok(Some(payment_intents::Settings {
            url: self.text("payments.payment_intents.url").to_owned(),
            key,
            webhook_secret,
            tolerance_s: self.parsed("payments.payment_intents.tolerance_s")?,
            version: self.text("payments.payment_intents.version").to_owned(),
            key_prefix: self.text("payments.payment_intents.key_prefix").to_owned(),
        }))
    }

    /// A value that is given itself, or as a file that holds it.
    pub(super) fn secret(&self, name: &str, file: &str) -> anyhow::Result<String> {
        let path = self.text(file);
        if path.is_empty() {
            return Ok(self.text(name).to_owned());
        }
        let text = std::fs::read_to_string(path).with_context(|| format!("{file}: read {path}"))?;
        Ok(text.trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Flags, read};

    fn settings(set: &[&str]) -> anyhow::Result<super::PaymentSettings> {
        let set = set.iter().map(|s| (*s).to_owned()).collect();
        read(&Flags { set, ..Flags::default() })?.payments()
    }

    #[test]
    fn the_test_provider_is_on_where_there_is_no_other() {
        let on = |set: &[&str]| {
            let settings = settings(set).expect("good settings");
            (settings.test_provider, settings.payment_intents.is_some())
        };
        let real =
            ["payments.payment_intents.key=sk_test_x", "payments.payment_intents.webhook_secret=whsec_x"];
        assert_eq!(on(&[]), (true, false));
        assert_eq!(on(&["payments.test_provider=off"]), (false, false));
        assert_eq!(on(&real), (false, true));
        assert_eq!(on(&[real[0], real[1], "payments.test_provider=on"]), (true, true));
        let refused = settings(&real[..1]).expect_err("no webhook secret").to_string();
        assert!(refused.contains("webhook_secret is not"), "{refused}");
        assert!(settings(&["payments.window=0"]).is_err());
        assert!(settings(&["payments.test_provider=yes"]).is_err());
    }

    #[test]
    fn a_secret_is_read_from_a_file_and_shown_to_nobody() {
        let file = std::env::temp_dir().join(format!("realtail-secret-{}", std::process::id()));
        std::fs::write(&file, "sk_test_from_a_file\n").expect("a file");
        let key_file = format!("payments.payment_intents.key_file={}", file.display());
        let settings = settings(&[&key_file, "payments.payment_intents.webhook_secret=whsec_x"]);
        let settings = settings.expect("good settings");
        let shown = format!("{settings:?}");
        assert_eq!(settings.payment_intents.expect("on").key, "sk_test_from_a_file");
        assert!(!shown.contains("sk_test") && !shown.contains("whsec"), "{shown}");
        std::fs::remove_file(&file).expect("cleaned up");
    }
}
