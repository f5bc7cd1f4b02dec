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
    listen: String,
    /// A key with all rights.
    #[arg(long, env = "REALTAIL_ADMIN_KEY", hide_env_values = true)]
    admin_key: String,
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
    /// One call, one connection: a key is made once in a while.
    fn call(&self, method: &str, path: &str, body: Option<&str>) -> anyhow::Result<String> {
        let At { listen, admin_key } = self;
        let mut stream =
            TcpStream::connect(listen).with_context(|| format!("reach the engine at {listen}"))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let body = body.unwrap_or("");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {listen}\r\nAuthorization: Bearer {admin_key}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len(),
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) =
            answer.split_once("\r\n\r\n").context("the engine's answer has no end of headers")?;
        let status: u16 =
            head.split(' ').nth(1).and_then(|s| s.parse().ok()).context("the answer has no status")?;
        if (200..300).contains(&status) {
            return Ok(body.to_owned());
        }
        let problem: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
        bail!("{status}: {}", problem["detail"].as_str().unwrap_or("the engine gave no reason"))
    }
}
