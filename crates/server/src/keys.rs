//! `realtail keys`: makes, lists and revokes the API keys of a running engine, through its own interface.

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::Duration;

/// What can be done with keys.
#[derive(Subcommand)]
pub enum Verb {
    /// Make a key; its secret is printed once.
    Create {
        #[command(flatten)]
        engine: At,
        /// Whose it is, in words.
        #[arg(long)]
        name: String,
        /// admin, operator, associate, channel or read_only.
        #[arg(long)]
        role: String,
        /// The only site it may touch.
        #[arg(long)]
        site: Option<String>,
        /// The only channel it may sell on.
        #[arg(long)]
        channel: Option<String>,
    },
    /// List keys, without their secrets.
    List {
        #[command(flatten)]
        engine: At,
    },
    /// Revoke a key, from now on.
    Revoke {
        #[command(flatten)]
        engine: At,
        /// The key, as `list` shows it.
        key: String,
    },
}

/// Which engine.
#[derive(Args)]
pub struct At {
    /// Where the engine listens.
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:7070", env = "REALTAIL_LISTEN")]
    pub listen: String,
    /// A key with all rights.
    #[arg(long, alias = "key", env = "REALTAIL_ADMIN_KEY", hide_env_values = true)]
    pub admin_key: String,
}

/// Does it.
pub fn run(verb: Verb) -> anyhow::Result<ExitCode> {
    match verb {
        Verb::Create { engine, name, role, site, channel } => {
            let mut body = serde_json::json!({"name": name, "role": role});
            for (field, value) in [("site", site), ("channel", channel)] {
                if let Some(value) = value {
                    body[field] = value.into();
                }
            }
            show(&engine.call("POST", "/v1/keys", Some(&body.to_string()))?)
        }
        Verb::List { engine } => show(&engine.call("GET", "/v1/keys", None)?),
        Verb::Revoke { engine, key } => {
            if !key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b)) {
                bail!("{key:?} is no key; `realtail keys list` shows them");
            }
            show(&engine.call("DELETE", &format!("/v1/keys/{key}"), None)?)
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

impl At {
    /// Asks, and takes anything but a good answer for a failure.
    pub fn call(&self, method: &str, path: &str, body: Option<&str>) -> anyhow::Result<String> {
        let (status, body) = self.exchange(method, path, "Content-Type: application/json\r\n", body.unwrap_or(""))?;
        if (200..300).contains(&status) {
            return Ok(body);
        }
        let problem: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
        bail!("{status}: {}", problem["detail"].as_str().unwrap_or("the engine gave no reason"))
    }

    /// One call, one connection; `headers` are whole lines. The status and the body of the answer.
    pub fn exchange(&self, method: &str, path: &str, headers: &str, body: &str) -> anyhow::Result<(u16, String)> {
        let At { listen, admin_key } = self;
        let mut stream =
            TcpStream::connect(listen).with_context(|| format!("reach the engine at {listen}"))?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {listen}\r\nAuthorization: Bearer {admin_key}\r\nConnection: close\r\n\
             {headers}Content-Length: {}\r\n\r\n{body}",
            body.len(),
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) =
            answer.split_once("\r\n\r\n").context("the engine's answer has no end of headers")?;
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).context("the answer has no status")?;
        Ok((status, body.to_owned()))
    }
}
