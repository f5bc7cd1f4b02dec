//! Customers over HTTP.

mod person;
mod profile;
mod set;
mod timeline;

use crate::app::App;
use crate::body::{Json, PrivateJson, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
pub(crate) use person::{content, find_by_email};
pub(crate) use profile::{Address, Profile, profile_of};
use realtail_kernel::{CustomerId, GroupName, Instant, LoyaltyNo};
use realtail_omnichannel::{Command, Customer, CustomerCommand};
use realtail_platform::Refusal;
use serde::{Deserialize, Serialize};
use set::{__path_put_customer, put_customer};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(put_customer, get_customer, erase_customer))
        .merge(set::routes())
        .routes(routes!(find))
        .routes(routes!(merge))
        .merge(timeline::routes())
}

/// A customer as one is sent: all that is known, since what is left out is known no more.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerBody {
    /// The number; in a batch only, where it must be given.
    customer: Option<CustomerId>,
    name: Option<realtail_kernel::Label>,
    #[schema(max_length = 254)]
    email: Option<String>,
    /// With its country code.
    #[schema(max_length = 40)]
    phone: Option<String>,
    /// The number of the loyalty card. Who has one is a member.
    loyalty: Option<LoyaltyNo>,
    /// The groups whose prices and promotions are for this customer.
    #[serde(default)]
    #[schema(max_items = 50)]
    groups: Vec<GroupName>,
    #[serde(default)]
    #[schema(max_items = 50)]
    addresses: Vec<Address>,
}

/// What is shown of a customer as a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::enum_variant_names, reason = "the words of the contract")]
pub(crate) enum Shown {
    /// All that is known.
    Shown,
    /// Nothing, since nothing is known but the number.
    None,
    /// Nothing, since the key of the caller may not see it.
    Hidden,
    /// Nothing, since the person was forgotten.
    Erased,
}

/// A customer.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CustomerDocument {
    customer: CustomerId,
    /// Other numbers that are this customer too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<CustomerId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    loyalty: Option<LoyaltyNo>,
    groups: Vec<GroupName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    member_since: Option<Instant>,
    /// When the number was first heard of.
    created_at: Instant,
    /// When the customer was registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    registered_at: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    erased_at: Option<Instant>,
    /// What is shown of the person.
    profile: Shown,
    #[serde(flatten)]
    person: Profile,
}

/// By what a customer is looked for: one of these.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FindBody {
    #[schema(max_length = 254)]
    email: Option<String>,
    #[schema(max_length = 40)]
    phone: Option<String>,
    loyalty: Option<LoyaltyNo>,
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = FoundCustomers)]
pub(crate) struct Found {
    customers: Vec<CustomerDocument>,
}

/// Into whom.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MergeBody {
    /// The customer who goes on.
    into: CustomerId,
}

fn refused(refusal: realtail_omnichannel::Refusal) -> Problem {
    Problem::from(&Refusal::from(refusal))
}

/// The number that goes on of somebody who was not forgotten.
fn living(app: &App, customer: &CustomerId) -> Result<CustomerId, Problem> {
    let replica = app.read();
    let known = replica.machine.omnichannel.customers.living(customer).map_err(refused)?;
    Ok(known.customer.clone())
}

/// A customer as far as the caller may see one.
pub(crate) async fn document(
    app: &App,
    caller: &Caller,
    customer: &CustomerId,
) -> Result<CustomerDocument, Problem> {
    let known = {
        let replica = app.read();
        let known = replica.machine.omnichannel.customers.resolved(customer);
        Customer::clone(known.ok_or_else(|| Problem::not_found("customer", customer))?)
    };
    let person = match caller.may(Deed::Person) {
        Ok(()) => profile_of(app, &known.customer).await?,
        Err(_) => None,
    };
    let profile = match (&person, known.erased_at, known.profile_at) {
        (Some(_), _, _) => Shown::Shown,
        (None, Some(_), _) => Shown::Erased,
        (None, None, None) => Shown::None,
        (None, None, Some(_)) if caller.may(Deed::Person).is_err() => Shown::Hidden,
        // An older log beside the vault of now: it does not know yet.
        (None, None, Some(_)) => Shown::Erased,
    };
    Ok(CustomerDocument {
        customer: known.customer,
        aliases: known.aliases,
        loyalty: known.loyalty,
        groups: known.groups.into_vec(),
        member_since: known.member_since,
        created_at: known.created_at,
        registered_at: known.registered_at,
        erased_at: known.erased_at,
        profile,
        person: person.unwrap_or_default(),
    })
}

async fn shown(app: &App, caller: &Caller, customer: &CustomerId) -> Result<Response, Problem> {
    Ok(axum::Json(document(app, caller, customer).await?).into_response())
}

/// What there is now, with the head of the answer to a call: a repetition says that it is one.
fn as_of_now(called: Response, now: Result<Response, Problem>) -> Result<Response, Problem> {
    if !called.status().is_success() {
        return Ok(called);
    }
    let mut now = now?;
    let replayed = called.headers().iter().filter(|(name, _)| name.as_str() == "idempotent-replayed");
    now.headers_mut().extend(replayed.map(|(name, value)| (name.clone(), value.clone())));
    Ok(now)
}

/// Read a customer; an alias shows the customer who goes on. What is personal is shown to those who may see it.
#[utoipa::path(get, path = "/v1/customers/{customer}", tag = "customers",
    params(("customer" = CustomerId, Path)), responses((status = 200, body = CustomerDocument), Problems))]
async fn get_customer(
    State(app): State<App>,
    caller: Caller,
    Segment(customer): Segment<CustomerId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    shown(&app, &caller, &customer).await
}

/// Forget a person: the keys of the customer and of all aliases are destroyed, and all that was sealed under them opens no
/// more, here and in any copy of the log. It is logged first, so that nothing new is kept meanwhile.
#[utoipa::path(delete, path = "/v1/customers/{customer}", tag = "customers",
    params(("customer" = CustomerId, Path)), responses((status = 204), Problems))]
async fn erase_customer(
    State(app): State<App>,
    caller: Caller,
    Segment(customer): Segment<CustomerId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    forget(&app, &caller, customer, &headers).await
}

/// Forgets a person, whoever may ask for it.
pub(crate) async fn forget(
    app: &App,
    caller: &Caller,
    customer: CustomerId,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let call = Call::new(app, caller, "customer.erase", headers, customer.as_str().as_bytes())?;
    let gone = || StatusCode::NO_CONTENT.into_response();
    let answer =
        call.run(Command::Customer(CustomerCommand::Erase(customer.clone())), |_, _| gone(), gone).await?;
    let numbers: Vec<CustomerId> = {
        let replica = app.read();
        let known = replica.machine.omnichannel.customers.resolved(&customer);
        let known = known.filter(|known| known.erased_at.is_some());
        known
            .map(|known| [&known.customer].into_iter().chain(&known.aliases).cloned().collect())
            .unwrap_or_default()
    };
    for number in &numbers {
        app.hall().forget(number);
        app.vault.erase(number).await?;
    }
    Ok(answer)
}

/// Find customers by e-mail address, telephone number or loyalty card. Several may have the same.
#[utoipa::path(post, path = "/v1/customers:find", tag = "customers", request_body = FindBody,
    responses((status = 200, body = Found), Problems))]
async fn find(
    State(app): State<App>,
    caller: Caller,
    body: PrivateJson<FindBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Person)?;
    let mut customers = Vec::new();
    for customer in person::found(&app, body.value)? {
        customers.push(document(&app, &caller, &customer).await?);
    }
    Ok(axum::Json(Found { customers }).into_response())
}

/// Two customers are one: the first becomes an alias of the second, and its points, receipts and orders go along.
#[utoipa::path(post, path = "/v1/customers/{customer}/merge", tag = "customers", request_body = MergeBody,
    params(("customer" = CustomerId, Path)), responses((status = 200, body = CustomerDocument), Problems))]
async fn merge(
    State(app): State<App>,
    caller: Caller,
    Segment(customer): Segment<CustomerId>,
    headers: HeaderMap,
    body: Json<MergeBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let content = [customer.as_str().as_bytes(), b"\0", &body.bytes].concat();
    let call = Call::new(&app, &caller, "customer.merge", &headers, &content)?;
    let MergeBody { into } = body.value;
    let done = || StatusCode::OK.into_response();
    let command = CustomerCommand::Merge { customer, into: into.clone() };
    let answer = call.run(Command::Customer(command), |_, _| done(), done).await?;
    as_of_now(answer, shown(&app, &caller, &into).await)
}
