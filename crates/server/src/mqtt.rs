//! What the MQTT broker needs of the engine.

use realtail_api::{App, Bearer, Problem, Reading, take_reading, take_signal, take_silence};
use realtail_kernel::{DeviceId, Instant, SiteId};
use realtail_mqtt::{Desk, Measured, Message, Pending, Refused};
use realtail_vocabulary::Digest;

/// Where readings come from that are no CloudEvents.
const SOURCE: &str = "mqtt";

/// The engine as the broker sees it.
pub struct EngineDesk(pub App);

fn refused(problem: Problem) -> Refused {
    match problem.status {
        401 => Refused::UnknownKey,
        403 => Refused::NotAllowed(problem.detail),
        429 | 500.. => Refused::Busy,
        _ => Refused::Invalid(problem.detail),
    }
}

async fn take(app: &App, key: Digest, message: Message) -> Result<(), Problem> {
    let bearer = Bearer::of(app, key)?;
    match message {
        Message::Signal(bytes) => take_signal(app, &bearer, &bytes).await,
        Message::Reading { site, device, measured, at } => {
            let measure = match measured {
                Measured::Celsius(celsius) => realtail_api::Measure::Celsius(celsius),
                Measured::WeightG(weight_g) => realtail_api::Measure::WeightG(weight_g),
            };
            take_reading(app, &bearer, SOURCE, Reading { device, site, measure, at: Some(at) }).await
        }
    }
}

impl Desk for EngineDesk {
    fn now(&self) -> Instant {
        self.0.handle.now()
    }

    fn admit(&self, secret: &str) -> Result<Digest, Refused> {
        let digest = realtail_api::digest(secret);
        Bearer::of(&self.0, digest).map(|_| digest).map_err(refused)
    }

    fn take(&self, key: Digest, message: Message) -> Pending<Result<(), Refused>> {
        let app = self.0.clone();
        Box::pin(async move { take(&app, key, message).await.map_err(refused) })
    }

    fn silent(&self, key: Digest, site: SiteId, device: DeviceId) -> Pending<Result<(), Refused>> {
        let app = self.0.clone();
        Box::pin(async move {
            let bearer = Bearer::of(&app, key).map_err(refused)?;
            take_silence(&app, &bearer, &site, &device).await.map_err(refused)
        })
    }
}
