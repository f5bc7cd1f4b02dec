//! Registering customers and changing what is known of them, one or many.

use super::{CustomerBody, as_of_now, profile::Profile, profile::profile_in, shown};
use crate::app::App;
use crate::body::{PrivateJson, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::{Call, submit};
use crate::catalogue::the_name;
use crate::customers::content;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::future::join_all;
use realtail_engine::{Outcome, Request};
use realtail_kernel::{CustomerId, GroupName, LoyaltyNo, Position};
use realtail_omnichannel::{Command, CustomerCommand};
use realtail_vocabulary::CustomerRecord;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use utoipa_axum::{router::OpenApiRouter, routes};

const BATCH_MAX: usize = 1_000;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(set_batch))
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerBatch {
    #[schema(max_items = 1000)]
    customers: Vec<CustomerBody>,
}

/// What came of each customer of a batch, in their order.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CustomerBatchAnswer {
    results: Vec<CustomerResult>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CustomerResult {
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerId>,
    /// Whether anything was not known before.
    changed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
}

/// A customer that was read at the door.
#[derive(Clone)]
struct Wanted {
    customer: CustomerId,
    loyalty: Option<LoyaltyNo>,
    groups: SmallVec<[GroupName; 1]>,
    person: Profile,
}

impl Wanted {
    fn read(path: Option<CustomerId>, body: CustomerBody) -> Result<Wanted, Problem> {
        let CustomerBody { customer, name, email, phone, loyalty, groups, addresses } = body;
        let customer = the_name("customer", path, customer)?;
        let person = Profile { name, email, phone, addresses }.checked()?;
        Ok(Wanted { customer, loyalty, groups: groups.into_iter().collect(), person })
    }

    /// Where the profile is that has to be compared, where all else is known already.
    fn compared_with(&self, app: &App) -> Option<Option<Position>> {
        let replica = app.read();
        let known = replica.machine.omnichannel.customers.get(&self.customer)?;
        let stands =
            known.registered_at.is_some() && known.erased_at.is_none() && known.merged_into.is_none();
        let same = stands && known.loyalty == self.loyalty && known.groups == self.groups;
        same.then_some(known.profile_at)
    }

    /// Seals what is personal.
    async fn sealed(self, app: &App) -> Result<Command, Problem> {
        let Wanted { customer, loyalty, groups, person } = self;
        let (identity, profile) = person.sealed(app, &customer).await?;
        let record = CustomerRecord { customer, loyalty, groups, identity, profile };
        Ok(Command::Customer(CustomerCommand::Set(Box::new(record))))
    }
}

/// Which of them are known to be so already: nothing of them has to be sealed and logged again.
async fn known_so(app: &App, wanted: &[&Wanted]) -> Result<Vec<bool>, Problem> {
    let places: Vec<Option<Option<Position>>> =
        wanted.iter().map(|wanted| wanted.compared_with(app)).collect();
    if places.iter().flatten().next().is_none() {
        return Ok(vec![false; wanted.len()]);
    }
    let compared: Vec<(Option<Option<Position>>, Wanted)> =
        places.into_iter().zip(wanted.iter().map(|wanted| (*wanted).clone())).collect();
    // Only what is durable stands in the log.
    app.settled().await;
    let app = app.clone();
    let compare = move || {
        let same = |(place, wanted): &(Option<Option<Position>>, Wanted)| -> Result<bool, Problem> {
            let Some(place) = place else { return Ok(false) };
            let known = place.map(|at| profile_in(&app, &wanted.customer, at)).transpose()?.flatten();
            // What cannot be opened any more is not the same as nothing.
            Ok(known.is_some() == place.is_some() && known.unwrap_or_default() == wanted.person)
        };
        compared.iter().map(same).collect()
    };
    tokio::task::spawn_blocking(compare).await.map_err(Problem::fault)?
}

/// Register a customer, or change what is known, as a whole.
#[utoipa::path(put, path = "/v1/customers/{customer}", tag = "customers", request_body = CustomerBody,
    params(("customer" = CustomerId, Path)),
    responses((status = 200, body = super::CustomerDocument), Problems))]
pub(super) async fn put_customer(
    State(app): State<App>,
    caller: Caller,
    Segment(customer): Segment<CustomerId>,
    headers: HeaderMap,
    body: PrivateJson<CustomerBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Person)?;
    // The same body for two customers is not a repetition.
    let content = content(&app, &[customer.as_str().as_bytes(), b"\0", &body.bytes].concat());
    let call = Call::new(&app, &caller, "customer.set", &headers, &content)?;
    let wanted = Wanted::read(Some(customer.clone()), body.value)?;
    if known_so(&app, &[&wanted]).await? == [true] {
        return shown(&app, &caller, &customer).await;
    }
    let done = || StatusCode::OK.into_response();
    let answer = call.run(wanted.sealed(&app).await?, |_, _| done(), done).await?;
    as_of_now(answer, shown(&app, &caller, &customer).await)
}

/// Register or change up to 1,000 customers, each answered on its own.
#[utoipa::path(post, path = "/v1/customers:batch", tag = "customers", request_body = CustomerBatch,
    responses((status = 200, body = CustomerBatchAnswer), Problems))]
async fn set_batch(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: PrivateJson<CustomerBatch>,
) -> Result<Response, Problem> {
    caller.may(Deed::Person)?;
    if headers.contains_key("idempotency-key") {
        let detail =
            "a batch is many requests, and each says all of a customer: sent twice it changes nothing more";
        return Err(Problem::malformed(detail).with("field", "Idempotency-Key"));
    }
    let customers = body.value.customers;
    if customers.len() > BATCH_MAX {
        return Err(Problem::invalid("customers", format!("send at most {BATCH_MAX} customers a call")));
    }
    let read: Vec<Result<Wanted, Problem>> =
        customers.into_iter().map(|body| Wanted::read(None, body)).collect();
    let good: Vec<&Wanted> = read.iter().flatten().collect();
    let mut so = known_so(&app, &good).await?.into_iter();
    // All keys that are missing are made durable together.
    let sealing = read.into_iter().map(|wanted| {
        let (app, is_so) = (&app, wanted.is_ok() && so.next() == Some(true));
        async move {
            let wanted = wanted?;
            let customer = wanted.customer.clone();
            let command = if is_so { None } else { Some(wanted.sealed(app).await?) };
            Ok((customer, command))
        }
    });
    let sealed: Vec<Result<(CustomerId, Option<Command>), Problem>> = join_all(sealing).await;
    let results = told(&app, &caller, sealed).await?;
    Ok(axum::Json(CustomerBatchAnswer { results }).into_response())
}

/// Asks for what has to be asked for, and tells what came of each.
async fn told(
    app: &App,
    caller: &Caller,
    sealed: Vec<Result<(CustomerId, Option<Command>), Problem>>,
) -> Result<Vec<CustomerResult>, Problem> {
    let received_at = app.handle.now();
    let request = |command: &Command| Request {
        command: command.clone().into(),
        signal: compact_str::CompactString::const_new("customer.set"),
        by: compact_str::CompactString::new(caller.key.as_str()),
        received_at,
        cause: caller.cause,
        keys: SmallVec::new(),
    };
    let requests = sealed.iter().flatten().filter_map(|(_, command)| command.as_ref()).map(request);
    let mut outcomes = submit(app, requests.collect()).await?.into_iter();
    let refused = |problem: Problem| CustomerResult {
        status: problem.status,
        customer: None,
        changed: false,
        problem: Some(problem),
    };
    let told = |one: Result<(CustomerId, Option<Command>), Problem>| {
        let (customer, asked) = match one {
            Ok((customer, command)) => (customer, command.is_some()),
            Err(problem) => return refused(problem),
        };
        let good = |changed| CustomerResult { status: 200, customer: Some(customer), changed, problem: None };
        match asked.then(|| outcomes.next()) {
            None | Some(Some(Outcome::Unchanged)) => good(false),
            Some(Some(Outcome::Done { .. })) => good(true),
            Some(Some(Outcome::Refused(refusal))) => refused(Problem::from(&refusal)),
            Some(Some(Outcome::Repeated { .. } | Outcome::Conflict { .. }) | None) => {
                refused(Problem::from(realtail_engine::NotTaken::Stopping))
            }
        }
    };
    Ok(sealed.into_iter().map(told).collect())
}
