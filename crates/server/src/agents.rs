//! What those who know shopping agents, and tell them of their orders, need of the engine, and it of them.

use realtail_api::{AgentDoor, App, Meeting, Met, NotMet, SignedCall, WhyNotMet};
use realtail_engine::{NotTaken, Request};
use realtail_kernel::Position;
use realtail_omnichannel::CheckoutCommand;
use realtail_outbox_agents::{Call, Desk, Letter, News, Pending, Profiles, Settings, Unmet, Why};
use smallvec::{SmallVec, smallvec};
use std::time::Duration;
use tokio::sync::watch;

/// The wait before something is written down again that could not be.
const WRITE_AGAIN: Duration = Duration::from_millis(100);

/// The engine as the couriers to agents see it.
pub struct EngineDesk {
    /// The engine.
    pub app: App,
    /// Under which address agents reach this shop.
    pub base: String,
}

/// Those who know agents by their profiles, as the interface sees them.
pub struct Acquaintances(pub Profiles);

impl AgentDoor for Acquaintances {
    fn meet<'a>(&'a self, profile: &'a str, signed: Option<SignedCall<'a>>) -> Meeting<'a> {
        Box::pin(async move {
            let known = self.0.of(profile).await.map_err(not_met)?;
            let digest = match signed {
                Some(call) => {
                    self.0.check(profile, known.clone(), &as_signed(call)).await.map_err(not_met)?
                }
                None => None,
            };
            Ok(Met { version: known.version.clone(), capabilities: known.capabilities.clone(), digest })
        })
    }
}

fn as_signed(call: SignedCall<'_>) -> Call<'_> {
    let SignedCall { method, authority, path, query, headers, has_body, now_s } = call;
    Call { method, authority, path, query, headers, has_body, now_s }
}

fn not_met(Unmet { why, detail }: Unmet) -> NotMet {
    let why = match why {
        Why::InvalidAddress => WhyNotMet::InvalidAddress,
        Why::Unreachable => WhyNotMet::Unreachable,
        Why::Malformed => WhyNotMet::Malformed,
        Why::Busy => WhyNotMet::Busy,
        Why::SignatureMissing => WhyNotMet::SignatureMissing,
        Why::SignatureInvalid => WhyNotMet::SignatureInvalid,
        Why::KeyNotFound => WhyNotMet::KeyNotFound,
        Why::AlgorithmUnsupported => WhyNotMet::AlgorithmUnsupported,
        Why::DigestMismatch => WhyNotMet::DigestMismatch,
    };
    NotMet { why, detail }
}

/// As the webhooks are tried; in plain words only where all of this is a test.
pub fn settings(outbox: realtail_outbox_webhook::Settings, is_test: bool) -> Settings {
    let realtail_outbox_webhook::Settings { attempts_max, timeout, backoff_base, backoff_max, .. } = outbox;
    Settings { attempts_max, timeout, backoff_base, backoff_max, plain: is_test }
}

impl Desk for EngineDesk {
    fn changed(&self) -> watch::Receiver<Position> {
        self.app.feed.watch()
    }

    fn news(&self) -> Vec<News> {
        let replica = self.app.handle.read();
        // The state may be ahead of the disk, and nobody is told what a crash could undo.
        let durable = self.app.handle.durable();
        let news = replica.machine.omnichannel.checkouts.news();
        let news = news.filter(|(_, position)| *position < durable);
        news.map(|(order, position)| News { order: order.clone(), position: *position }).collect()
    }

    fn letter<'a>(&'a self, news: &'a News) -> Pending<'a, Option<Letter>> {
        Box::pin(async move {
            let profile = {
                let replica = self.app.handle.read();
                replica.machine.omnichannel.checkouts.of_order(&news.order)?.agent.clone()?
            };
            let order = realtail_api::order_for_agent(&self.app, &self.base, &news.order).await?;
            let entry = self.app.handle.entry(news.position).ok().flatten()?;
            Some(Letter {
                profile,
                sender: format!("{}/.well-known/ucp", self.base),
                at: entry.at.micros() / 1_000_000,
                order: order.to_string().into(),
            })
        })
    }

    fn told<'a>(&'a self, news: &'a News, arrived: bool) -> Pending<'a, ()> {
        Box::pin(async move {
            let News { order, position } = news;
            loop {
                let tell = CheckoutCommand::Tell { order: order.clone(), through: *position, arrived };
                let request = Request {
                    command: realtail_omnichannel::Command::Checkout(tell).into(),
                    signal: "ucp.order.told".into(),
                    by: realtail_api::OUTBOX.into(),
                    received_at: self.app.handle.now(),
                    cause: None,
                    keys: SmallVec::new(),
                };
                let (sender, receiver) = tokio::sync::oneshot::channel();
                let reply = Box::new(move |_| {
                    // The courier may have stopped meanwhile.
                    let _ = sender.send(());
                });
                match self.app.handle.submit(smallvec![request], reply) {
                    Ok(()) => {
                        // Not answered where the engine stops: it is told again then.
                        let _ = receiver.await;
                        return;
                    }
                    Err(NotTaken::Stopping) => return,
                    Err(NotTaken::Busy | NotTaken::StorageFull) => tokio::time::sleep(WRITE_AGAIN).await,
                }
            }
        })
    }
}
