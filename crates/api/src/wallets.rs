//! Points and gift cards over HTTP.

mod code;

use crate::app::App;
use crate::body::{Json, PrivateJson, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
pub(crate) use code::{digest_of, draw};
use realtail_kernel::{Currency, CustomerId, GiftCardId, Instant, Money, Reference};
use realtail_omnichannel::{Command, GiftCard, WalletCommand, Wallets};
use realtail_platform::Refusal;
use realtail_vocabulary::LoyaltyProgramme;
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_wallet))
        .routes(routes!(put_programme, get_programme))
        .routes(routes!(issue_card))
        .routes(routes!(card_balance))
        .routes(routes!(get_card))
        .routes(routes!(activate_card))
}

/// A customer's points.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct WalletDocument {
    customer: CustomerId,
    points: PointsDocument,
}

#[derive(Default, Serialize, utoipa::ToSchema)]
pub(crate) struct PointsDocument {
    /// Points that may be spent.
    available: i64,
    /// Points that may be spent later.
    pending: i64,
    /// Points that are set aside for payments.
    reserved: i64,
    /// What the available points pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    worth: Option<Money>,
    /// When available points expire, the first first.
    expiring: Vec<LotDocument>,
    /// When pending points may be spent, the first first.
    maturing: Vec<PendingDocument>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct LotDocument {
    points: i64,
    expires_at: Instant,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PendingDocument {
    points: i64,
    available_at: Instant,
    /// The order or receipt they were earned with.
    source: Reference,
}

/// A gift card that is asked for.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CardBody {
    /// Its number, which is no secret; made up where none is given.
    card: Option<GiftCardId>,
    /// What it holds, in minor units.
    #[schema(minimum = 1, maximum = 1_000_000_000)]
    amount: i64,
    currency: Currency,
    /// Until when it may be spent; for ever where it is not said.
    expires_at: Option<Instant>,
    /// Whether it may be spent at once, or only when it is activated: after it was paid for.
    #[serde(default = "yes")]
    active: bool,
}

fn yes() -> bool {
    true
}

/// What has become of a gift card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CardState {
    /// It may not be spent before it is activated.
    Issued,
    /// It may be spent.
    Active,
    /// Its time ran out.
    Expired,
}

/// A gift card.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CardDocument {
    card: GiftCardId,
    state: CardState,
    currency: Currency,
    /// What may be spent, in minor units.
    balance: i64,
    /// What is set aside for payments.
    reserved: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<Instant>,
}

/// A gift card with its code, which is shown this once.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct NewCard {
    #[serde(flatten)]
    card: CardDocument,
    /// What spends it. It is not kept: write it down now.
    code: String,
}

/// The code of a gift card.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeBody {
    #[schema(max_length = 64)]
    code: String,
}

fn json(value: impl Serialize) -> Response {
    axum::Json(value).into_response()
}

fn refused(refusal: realtail_omnichannel::Refusal) -> Problem {
    Problem::from(&Refusal::from(refusal))
}

fn card_document(card: &GiftCard, now: Instant) -> CardDocument {
    let state = match card.active_since {
        _ if card.is_expired(now) => CardState::Expired,
        None => CardState::Issued,
        Some(_) => CardState::Active,
    };
    CardDocument {
        card: card.card.clone(),
        state,
        currency: card.currency,
        balance: card.spendable(now),
        reserved: card.reserved,
        expires_at: card.expires_at,
    }
}

fn current_card(app: &App, card: &GiftCardId) -> Result<CardDocument, Problem> {
    let replica = app.read();
    let known = replica.machine.omnichannel.wallets.card(card).map_err(refused)?;
    Ok(card_document(known, app.handle.now()))
}

fn points_document(wallets: &Wallets, customer: &CustomerId, now: Instant) -> PointsDocument {
    let Some(wallet) = wallets.points_of(customer) else { return PointsDocument::default() };
    let available = wallet.spendable(now);
    let good = wallet.lots.iter().filter(|lot| lot.expires_at.is_some_and(|end| end > now));
    let lot = |lot: &realtail_omnichannel::Lot| {
        Some(LotDocument { points: lot.points, expires_at: lot.expires_at? })
    };
    let pending = |pending: &realtail_omnichannel::Pending| PendingDocument {
        points: pending.points,
        available_at: pending.available_at,
        source: pending.source.clone(),
    };
    let worth = |programme: &LoyaltyProgramme| Money {
        amount: wallets.worth_of(available),
        currency: programme.currency,
    };
    PointsDocument {
        available,
        pending: wallet.pending,
        reserved: wallet.reserved,
        worth: wallets.programme().map(worth),
        expiring: good.filter_map(lot).collect(),
        maturing: wallet.waiting.iter().map(pending).collect(),
    }
}

/// Read a customer's points.
#[utoipa::path(get, path = "/v1/customers/{customer}/wallet", tag = "wallets",
    params(("customer" = CustomerId, Path)), responses((status = 200, body = WalletDocument), Problems))]
async fn get_wallet(
    State(app): State<App>,
    caller: Caller,
    Segment(customer): Segment<CustomerId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let replica = app.read();
    let stock = &replica.machine.omnichannel;
    let known = stock.customers.resolved(&customer);
    let customer = known.ok_or_else(|| Problem::not_found("customer", &customer))?.customer.clone();
    let points = points_document(&stock.wallets, &customer, app.handle.now());
    Ok(json(WalletDocument { customer, points }))
}

/// Say how points are earned and what they are worth, from now on.
#[utoipa::path(put, path = "/v1/loyalty/programme", tag = "wallets", request_body = LoyaltyProgramme,
    responses((status = 200, body = LoyaltyProgramme), Problems))]
async fn put_programme(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<LoyaltyProgramme>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "loyalty.programme_set", &headers, &body.bytes)?;
    let answer = body.value.clone();
    let command = Command::Wallet(WalletCommand::SetProgramme(body.value));
    call.run(command, |_, _| json(&answer), || json(&answer)).await
}

/// Read how points are earned and what they are worth.
#[utoipa::path(get, path = "/v1/loyalty/programme", tag = "wallets",
    responses((status = 200, body = LoyaltyProgramme), Problems))]
async fn get_programme(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    let replica = app.read();
    let programme = replica.machine.omnichannel.wallets.programme();
    programme.map(json).ok_or_else(|| Problem::not_found("loyalty programme", "in force"))
}

/// Make a gift card. To be able to ask again after an answer got lost, name the card, ask for one that is not active, and
/// activate it: a card that is not active is worth nothing.
#[utoipa::path(post, path = "/v1/gift-cards", tag = "wallets", request_body = CardBody,
    responses((status = 201, body = NewCard), Problems))]
async fn issue_card(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<CardBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Serve)?;
    if headers.contains_key("idempotency-key") {
        let detail = "a code is told once and not kept, so the answer cannot be given again; send no Idempotency-Key, and name the card";
        return Err(Problem::malformed(detail).with("field", "Idempotency-Key"));
    }
    let CardBody { card, amount, currency, expires_at, active } = body.value;
    let card = match card {
        Some(card) => card,
        None => GiftCardId::new(format!("gc-{}", uuid::Uuid::now_v7().simple()))
            .map_err(|e| Problem::malformed(e.to_string()))?,
    };
    let code = draw()?;
    let command = WalletCommand::IssueCard {
        card: card.clone(),
        digest: digest_of(&code),
        amount: Money { amount, currency },
        expires_at,
        active,
    };
    let call = Call::new(&app, &caller, "gift_card.issue", &headers, &body.bytes)?;
    let answer = || match current_card(&app, &card) {
        Ok(card) => (StatusCode::CREATED, json(NewCard { card, code: code.clone() })).into_response(),
        Err(problem) => problem.into_response(),
    };
    call.run(Command::Wallet(command), |_, _| answer(), answer).await
}

/// Read what a gift card holds, by its code.
#[utoipa::path(post, path = "/v1/gift-cards:balance", tag = "wallets", request_body = CodeBody,
    responses((status = 200, body = CardDocument), Problems))]
async fn card_balance(
    State(app): State<App>,
    caller: Caller,
    body: PrivateJson<CodeBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    Ok(json(current_card(&app, &card_of(&app, &body.value.code)?)?))
}

/// The gift card of a code. What was given is not repeated: it may be another card's code, misspelt.
pub(crate) fn card_of(app: &App, code: &str) -> Result<GiftCardId, Problem> {
    let replica = app.read();
    let card = replica.machine.omnichannel.wallets.card_of(&digest_of(code)).cloned();
    let title = "There is no such thing";
    card.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "not-found", title, "no gift card has this code"))
}

/// Read a gift card by its number.
#[utoipa::path(get, path = "/v1/gift-cards/{card}", tag = "wallets", params(("card" = GiftCardId, Path)),
    responses((status = 200, body = CardDocument), Problems))]
async fn get_card(
    State(app): State<App>,
    caller: Caller,
    Segment(card): Segment<GiftCardId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    Ok(json(current_card(&app, &card)?))
}

/// Let a gift card be spent: it was paid for.
#[utoipa::path(post, path = "/v1/gift-cards/{card}/activate", tag = "wallets",
    params(("card" = GiftCardId, Path)), responses((status = 200, body = CardDocument), Problems))]
async fn activate_card(
    State(app): State<App>,
    caller: Caller,
    Segment(card): Segment<GiftCardId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Serve)?;
    let call = Call::new(&app, &caller, "gift_card.activate", &headers, card.as_str().as_bytes())?;
    let answer = || current_card(&app, &card).map_or_else(IntoResponse::into_response, json);
    call.run(Command::Wallet(WalletCommand::ActivateCard(card.clone())), |_, _| answer(), answer).await
}
