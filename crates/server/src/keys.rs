//! `realtail keys`: makes, lists and revokes the API keys of a running engine, through its own interface.

use crate::reach::{At, Call, reason};
use anyhow::bail;
use clap::{Args, Subcommand};
use std::process::ExitCode;

/// What can be done with keys.
#[derive(Subcommand)]
pub enum Verb {
    /// Make a key; its secret is printed once.
    Create {
        #[command(flatten)]
        engine: Admin,
        /// Whose it is, in words.
        #[arg(long)]
        name: String,
        /// admin, operator, associate, channel, read_only or brand.
        #[arg(long)]
        role: String,
        /// The only site it may touch.
        #[arg(long)]
        site: Option<String>,
        /// The only channel it may sell on.
        #[arg(long)]
        channel: Option<String>,
        /// The brand whose campaigns it sees; for the role brand.
        #[arg(long)]
        brand: Option<String>,
    },
    /// List keys, without their secrets.
    List {
        #[command(flatten)]
        engine: Admin,
    },
    /// Revoke a key, from now on.
    Revoke {
        #[command(flatten)]
        engine: Admin,
        /// The key, as `list` shows it.
        key: String,
    },
}

/// Which engine, and a key with all rights.
#[derive(Args)]
pub struct Admin {
    #[command(flatten)]
    at: At,
    /// A key with all rights; in the variable or in a file rather than here, where every process can read it.
    #[arg(long, env = "REALTAIL_ADMIN_KEY", hide_env_values = true)]
    admin_key: Option<String>,
}

/// Does it.
pub fn run(verb: Verb) -> anyhow::Result<ExitCode> {
    match verb {
        Verb::Create { engine, name, role, site, channel, brand } => {
            let mut body = serde_json::json!({"name": name, "role": role});
            for (field, value) in [("site", site), ("channel", channel), ("brand", brand)] {
                if let Some(value) = value {
                    body[field] = value.into();
                }
            }
            show(&engine.call("POST", "/v1/keys", &body.to_string())?)
        }
        Verb::List { engine } => show(&engine.call("GET", "/v1/keys", "")?),
        Verb::Revoke { engine, key } => {
            if !key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b)) {
                bail!("{key:?} is no key; `realtail keys list` shows them");
            }
            show(&engine.call("DELETE", &format!("/v1/keys/{key}"), "")?)
        }
    }
}

#[expect(clippy::print_stdout, reason = "what was asked for goes to the standard output")]
fn show(answer: &str) -> anyhow::Result<ExitCode> {
    if !answer.is_empty() {
        let value: serde_json::Value = serde_json::from_str(answer)?;
        println!("{}", serde_json::to_string_pretty(&value)?);
    }
    Ok(ExitCode::SUCCESS)
}

impl Admin {
    /// Asks, and takes anything but a good answer for a failure.
    fn call(&self, method: &str, path: &str, body: &str) -> anyhow::Result<String> {
        let engine = match &self.admin_key {
            Some(key) if !self.at.names_a_file() => self.at.with_key(key),
            _ => self.at.engine()?,
        };
        let (status, body) =
            engine.exchange(&Call { method, path, content_type: "application/json", body })?;
        if (200..300).contains(&status) {
            return Ok(body);
        }
        let problem: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
        bail!("{status}: {}", reason(&problem))
    }
}
