//! Goods that move between the retailer's own sites, over HTTP: what should move, what was accepted, and where it stands.

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::forecasts::known_pair;
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use realtail_intelligence::{
    Command, KnownTransfer, MoveCommand, SuggestedTransfer, TransferState, shipment_of,
};
use realtail_kernel::{Instant, ItemId, Label, Position, Quantity, ShipmentId, SiteId, TransferId};
use realtail_platform::Retail;
use realtail_vocabulary::{DeclinedMove, MoveAdvice, Transfer, TransferKind, TransferTerms};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

const DAY_MS: i64 = 86_400_000;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(put_transfer_terms, get_transfer_terms))
        .routes(routes!(suggested_transfers))
        .routes(routes!(accept_transfer, list_transfers))
        .routes(routes!(get_transfer))
        .routes(routes!(cancel_transfer))
        .routes(routes!(decline_transfer))
}

/// Goods that should go from one site to another.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct SuggestedTransferDocument {
    item: ItemId,
    /// What people call the item.
    name: Label,
    /// Which site sends.
    from: SiteId,
    /// Which site gets them.
    to: SiteId,
    kind: TransferKind,
    /// How many units; none where the sender has nothing to give.
    units: u32,
    /// How many it would get if there were enough.
    wanted: u32,
    /// Units that the sender has and nobody was promised.
    free_units: i64,
    /// What it is expected to gain after its cost, in minor units; nothing where the plan does not say what is at stake.
    #[serde(skip_serializing_if = "Option::is_none")]
    gain: Option<i64>,
    /// When they would be there.
    expected_at: Instant,
    /// In words.
    why: String,
}

/// What should move.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct SuggestedTransferPage {
    as_of: Instant,
    /// What gains most first.
    transfers: Vec<SuggestedTransferDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Goods that are to go from one site to another, as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TransferBody {
    transfer: TransferId,
    item: ItemId,
    /// Which site sends.
    from: SiteId,
    /// Which site gets them.
    to: SiteId,
    /// How many units: no more than are there and promised to nobody.
    quantity: Quantity,
    /// When they should be there; as the terms say where nothing is said.
    expected_at: Option<Instant>,
    /// Why, in words.
    why: Option<Label>,
}

/// Where a transfer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TransferStateWord {
    /// The goods are set apart where they are.
    Accepted,
    /// They are on their way.
    Sent,
    /// They have arrived.
    Received,
    /// They do not go.
    GivenUp,
}

impl std::str::FromStr for TransferStateWord {
    type Err = String;

    fn from_str(text: &str) -> Result<TransferStateWord, String> {
        match text {
            "accepted" => Ok(TransferStateWord::Accepted),
            "sent" => Ok(TransferStateWord::Sent),
            "received" => Ok(TransferStateWord::Received),
            "given_up" => Ok(TransferStateWord::GivenUp),
            other => Err(format!(
                "{other:?} is no state of a transfer; choose accepted, sent, received or given_up"
            )),
        }
    }
}

/// A transfer, and what became of it.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct TransferDocument {
    #[serde(flatten)]
    transfer: Transfer,
    /// What people call the item.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Label>,
    state: TransferStateWord,
    /// The shipment in which the goods go; what is set apart and expected bears the same name.
    shipment: ShipmentId,
    /// How many units were sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    sent: Option<i64>,
    /// How many units were found on arrival.
    #[serde(skip_serializing_if = "Option::is_none")]
    received: Option<i64>,
    /// Why they do not go.
    #[serde(skip_serializing_if = "Option::is_none")]
    given_up: Option<Label>,
    accepted_at: Instant,
    /// The log entry that says so.
    position: Position,
}

/// Transfers, the newest first.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TransferPage {
    transfers: Vec<TransferDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Why goods do not go.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CancelTransferBody {
    /// In words.
    reason: Label,
}

/// A suggestion that is not followed, as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeclineTransferBody {
    item: ItemId,
    from: SiteId,
    to: SiteId,
    /// Why not, in words.
    why: Option<Label>,
    /// Until then it is not shown.
    until: Instant,
}

fn json(value: impl Serialize) -> Response {
    axum::Json(value).into_response()
}

pub(crate) fn name_of(machine: &Retail, item: &ItemId) -> Option<Label> {
    let catalogue = &machine.omnichannel.catalogue;
    Some(catalogue.item(catalogue.item_no(item).ok()?).name.clone())
}

fn document(machine: &Retail, known: &KnownTransfer) -> Result<TransferDocument, Problem> {
    let (mut sent, mut received, mut given_up) = (None, None, None);
    let state = match &known.state {
        TransferState::Accepted => TransferStateWord::Accepted,
        TransferState::Sent(quantity) => {
            sent = Some(quantity.units());
            TransferStateWord::Sent
        }
        TransferState::Received(units) => {
            received = Some(*units);
            TransferStateWord::Received
        }
        TransferState::GivenUp(reason) => {
            given_up = Some(reason.clone());
            TransferStateWord::GivenUp
        }
    };
    Ok(TransferDocument {
        transfer: known.transfer.clone(),
        name: name_of(machine, &known.transfer.item),
        state,
        shipment: shipment_of(&known.transfer.transfer).map_err(Problem::fault)?,
        sent,
        received,
        given_up,
        accepted_at: known.accepted_at,
        position: known.position,
    })
}

fn suggestion(machine: &Retail, one: SuggestedTransfer) -> Option<SuggestedTransferDocument> {
    let SuggestedTransfer { item, from, to, kind, units, wanted, free_units, gain, expected_at, why } = one;
    let name = name_of(machine, &item)?;
    Some(SuggestedTransferDocument {
        item,
        name,
        from,
        to,
        kind,
        units,
        wanted,
        free_units,
        gain,
        expected_at,
        why,
    })
}

/// Say what moving goods between sites costs. Only then is it advised to move goods from plenty to need.
#[utoipa::path(put, path = "/v1/transfers/terms", tag = "intelligence", request_body = TransferTerms,
    responses((status = 200, body = TransferTerms), Problems))]
async fn put_transfer_terms(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<TransferTerms>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "transfer_terms.set", &headers, &body.bytes)?;
    let mut terms = body.value;
    {
        let replica = app.read();
        let catalogue = &replica.machine.omnichannel.catalogue;
        for site in &mut terms.sites {
            let known = catalogue.site_no(site).map_err(|_| Problem::not_found("site", &*site))?;
            *site = catalogue.site(known).site.clone();
        }
    }
    let answer = terms.clone();
    call.run(asks(MoveCommand::SetTerms(Box::new(terms))), |_, _| json(&answer), || json(&answer)).await
}

/// Read what moving goods between sites costs.
#[utoipa::path(get, path = "/v1/transfers/terms", tag = "intelligence",
    responses((status = 200, body = TransferTerms), Problems))]
async fn get_transfer_terms(
    State(app): State<App>,
    caller: Caller,
    query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    switched_on(&app)?;
    let replica = app.read();
    let terms = replica.machine.intelligence.moves().terms();
    terms.map(json).ok_or_else(|| Problem::not_found("setting", "transfer terms"))
}

fn asks(command: MoveCommand) -> realtail_platform::Command {
    realtail_platform::Command::Intelligence(Command::Move(command))
}

/// What should move now between sites, what gains most first. `supply` is what a site asks of the one that supplies it by its
/// plan, shared out where that is short; `balance` goes from where goods are missed least to where they save most, for items
/// whose plans say what is at stake, once `PUT /v1/transfers/terms` has said what moving costs.
#[utoipa::path(get, path = "/v1/transfers/suggested", tag = "intelligence",
    params(("site" = Option<SiteId>, Query, description = "Only what it sends or gets"),
        ("item" = Option<ItemId>, Query), ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = SuggestedTransferPage), Problems))]
async fn suggested_transfers(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let site = caller.bounded(query.one::<SiteId>("site")?)?;
    let item = query.one::<ItemId>("item")?;
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    switched_on(&app)?;
    let as_of = app.handle.now();
    let items = match item {
        Some(item) => vec![item],
        None => app.read().machine.intelligence.planned_items(),
    };
    let look = |machine: &Retail, item: &ItemId| {
        machine.intelligence.suggested_transfers(Some(item), site.as_ref(), &machine.room(as_of))
    };
    let mut found = app.by_turns(items, look).await;
    found.sort_by_key(|one| std::cmp::Reverse(one.gain));
    let replica = app.read();
    let machine = &replica.machine;
    let (found, next_cursor) = crate::price::page(found.into_iter(), cursor, limit);
    let transfers = found.into_iter().filter_map(|one| suggestion(machine, one)).collect();
    Ok(json(SuggestedTransferPage { as_of, transfers, next_cursor }))
}

/// Let goods go from one site to another. They are set apart where they are, expected where they go, and an associate of the
/// sender is to pick and send them; its systems are told by the action `transfer_ordered`. What was advised of them at that
/// moment stands beside it, for the record.
#[utoipa::path(post, path = "/v1/transfers", tag = "intelligence", request_body = TransferBody,
    responses((status = 201, body = TransferDocument), Problems))]
async fn accept_transfer(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<TransferBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&body.value.from)?;
    caller.at(&body.value.to)?;
    let call = Call::new(&app, &caller, "transfer.accept", &headers, &body.bytes)?;
    let TransferBody { transfer, item, from, to, quantity, expected_at, why } = body.value;
    let transfer = {
        let replica = app.read();
        let machine = &replica.machine;
        let (_, from) = known_pair(&machine.omnichannel, &item, &from)?;
        let (item, to) = known_pair(&machine.omnichannel, &item, &to)?;
        let now = app.handle.now();
        let planned = &machine.intelligence;
        let advised = planned.suggested_transfers(Some(&item), Some(&to), &machine.room(now));
        let advised = advised.into_iter().find(|one| one.from == from && one.to == to && one.units > 0);
        let is_source = planned.plan(&item, &to).is_some_and(|plan| plan.source.as_ref() == Some(&from));
        let days = planned.moves().terms().map_or(1, |terms| terms.lead_time_days);
        let usual = || now.plus_ms(i64::from(days) * DAY_MS);
        Transfer {
            kind: if is_source { TransferKind::Supply } else { TransferKind::Balance },
            expected_at: expected_at
                .unwrap_or_else(|| advised.as_ref().map_or_else(usual, |one| one.expected_at)),
            suggested: advised.as_ref().map(|one| one.units),
            gain: advised.as_ref().and_then(|one| one.gain),
            why: why.or_else(|| Label::new(&advised.as_ref()?.why).ok()),
            automatic: false,
            transfer,
            item,
            from,
            to,
            quantity,
        }
    };
    let number = transfer.transfer.clone();
    let answer = || match known(&app, &number) {
        Ok(document) => (StatusCode::CREATED, axum::Json(document)).into_response(),
        Err(problem) => problem.into_response(),
    };
    call.run(asks(MoveCommand::Accept(Box::new(transfer))), |_, _| answer(), answer).await
}

fn known(app: &App, transfer: &TransferId) -> Result<TransferDocument, Problem> {
    let replica = app.read();
    let known = replica.machine.intelligence.moves().get(transfer.as_str());
    document(&replica.machine, known.ok_or_else(|| Problem::not_found("transfer", transfer))?)
}

/// Transfers, the newest first, also those that a rule has asked for.
#[utoipa::path(get, path = "/v1/transfers", tag = "intelligence",
    params(("site" = Option<SiteId>, Query, description = "Only what it sends or gets"),
        ("state" = Option<TransferStateWord>, Query), ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = TransferPage), Problems))]
async fn list_transfers(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let site = caller.bounded(query.one::<SiteId>("site")?)?;
    let state = query.one::<TransferStateWord>("state")?;
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    switched_on(&app)?;
    let replica = app.read();
    let machine = &replica.machine;
    let all: Result<Vec<TransferDocument>, Problem> =
        machine.intelligence.moves().newest_first().map(|known| document(machine, known)).collect();
    let asked = all?.into_iter().filter(|known| {
        let Transfer { from, to, .. } = &known.transfer;
        site.as_ref().is_none_or(|site| from == site || to == site)
            && state.is_none_or(|state| known.state == state)
    });
    let (transfers, next_cursor) = crate::price::page(asked, cursor, limit);
    Ok(json(TransferPage { transfers, next_cursor }))
}

/// Read a transfer.
#[utoipa::path(get, path = "/v1/transfers/{transfer}", tag = "intelligence",
    params(("transfer" = TransferId, Path)), responses((status = 200, body = TransferDocument), Problems))]
async fn get_transfer(
    State(app): State<App>,
    caller: Caller,
    Segment(transfer): Segment<TransferId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    switched_on(&app)?;
    Ok(json(known(&app, &transfer)?))
}

/// Let goods stay after all, as long as they have not left. They are free again where they are, and nobody need send them.
#[utoipa::path(post, path = "/v1/transfers/{transfer}/cancel", tag = "intelligence",
    request_body = CancelTransferBody, params(("transfer" = TransferId, Path)),
    responses((status = 200, body = TransferDocument), Problems))]
async fn cancel_transfer(
    State(app): State<App>,
    caller: Caller,
    Segment(transfer): Segment<TransferId>,
    headers: HeaderMap,
    body: Json<CancelTransferBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let before = known(&app, &transfer)?;
    caller.at(&before.transfer.from)?;
    // The same reason for two transfers is not a repetition.
    let content = [transfer.as_str().as_bytes(), b"\0", &body.bytes].concat();
    let call = Call::new(&app, &caller, "transfer.cancel", &headers, &content)?;
    let answer = || match known(&app, &transfer) {
        Ok(document) => json(document),
        Err(problem) => problem.into_response(),
    };
    let command = MoveCommand::GiveUp(transfer.clone(), body.value.reason);
    call.run(asks(command), |_, _| answer(), answer).await
}

/// Do not follow a suggestion to move goods for a while: until then it is not shown.
#[utoipa::path(post, path = "/v1/transfers:decline", tag = "intelligence", request_body = DeclineTransferBody,
    responses((status = 200, body = DeclinedMove), Problems))]
async fn decline_transfer(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<DeclineTransferBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    caller.at(&body.value.to)?;
    let call = Call::new(&app, &caller, "transfer.decline", &headers, &body.bytes)?;
    let DeclineTransferBody { item, from, to, why, until } = body.value;
    let advice = {
        let replica = app.read();
        let (_, from) = known_pair(&replica.machine.omnichannel, &item, &from)?;
        let (item, to) = known_pair(&replica.machine.omnichannel, &item, &to)?;
        MoveAdvice::Transfer { item, from, to }
    };
    let declined = DeclinedMove { advice, why, until };
    let answer = || json(&declined);
    call.run(asks(MoveCommand::Decline(Box::new(declined.clone()))), |_, _| answer(), answer).await
}
