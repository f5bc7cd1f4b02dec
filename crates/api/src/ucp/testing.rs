//! What the protocol's test suites need: an order that is shipped at a word. Offered only where a secret guards it.

use super::answer::{Refused, refused, respond};
use super::request::Number;
use crate::app::App;
use crate::caller::Caller;
use crate::calls::{Call, Keys};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use realtail_engine::Outcome;
use realtail_kernel::{OrderId, Word};
use realtail_omnichannel::Command;
use realtail_omnichannel::order::{FulfilmentState, HandOver, OrderCommand, Pick, Ship};
use realtail_vocabulary::DeliveryMethod;
use serde_json::json;

/// Refuses whoever does not know the secret.
fn guard(app: &App, headers: &HeaderMap) -> Result<(), Refused> {
    let given = headers.get("simulation-secret").map(axum::http::HeaderValue::as_bytes);
    let secret = app.agents.simulation_secret.as_ref().map(String::as_bytes);
    // By digest, so that the time it takes tells nothing of the secret.
    let digest = |bytes: &[u8]| <sha2::Sha256 as sha2::Digest>::digest(bytes);
    match (given, secret) {
        (Some(given), Some(secret)) if digest(given) == digest(secret) => Ok(()),
        _ => Err(Refused::new(StatusCode::FORBIDDEN, "forbidden", "the Simulation-Secret is not the one")),
    }
}

/// Ship an order: what is still to pick is picked, and leaves.
pub(super) async fn simulate_shipping(
    State(app): State<App>,
    Number(order): Number,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    guard(&app, &headers)?;
    let unknown = || Refused::not_found("order", &order);
    let number = OrderId::new(&order).map_err(|_| unknown())?;
    let caller = Caller::agent()?;
    let by = Word::new("simulation").map_err(|e| Refused::bad("invalid_request", e.to_string()))?;
    // Each step is another look: the one before it may have changed who does what.
    for _ in 0..1_000 {
        let next = {
            let replica = app.read();
            let known = replica.machine.omnichannel.orders.find(&number).ok_or_else(unknown)?;
            let open = known
                .fulfilments
                .iter()
                .find(|fulfilment| fulfilment.state.is_open() && fulfilment.state != FulfilmentState::Parked);
            let picks = |state| matches!(state, FulfilmentState::Released | FulfilmentState::Picking);
            open.map(|open| step(&number, open.number, picks(open.state), open.method, &by))
        };
        let Some(command) = next else { break };
        let call = Call { app: &app, caller: &caller, signal: "ucp.simulate_shipping", keys: Keys::new() };
        match call.submit(Command::Order(command).into()).await? {
            Outcome::Refused(refusal) => return Err(refused(&refusal)),
            Outcome::Done { .. } | Outcome::Unchanged => (),
            Outcome::Repeated { .. } | Outcome::Conflict { .. } => break,
        }
    }
    Ok(respond(StatusCode::OK, json!({"status": "shipped", "order": number})))
}

fn step(order: &OrderId, fulfilment: u16, picks: bool, method: DeliveryMethod, by: &Word) -> OrderCommand {
    let (order, by) = (order.clone(), by.clone());
    if picks {
        return OrderCommand::Pick(Pick { order, fulfilment, by, lines: None });
    }
    match method {
        DeliveryMethod::Ship | DeliveryMethod::Deliver => {
            let (carrier, tracking) = (by.clone(), None);
            OrderCommand::Ship(Ship { order, fulfilment, by, carrier, tracking })
        }
        DeliveryMethod::Pickup | DeliveryMethod::CarryOut => {
            OrderCommand::HandOver(HandOver { order, fulfilment, by, code: None, name: None })
        }
    }
}
