//! What happened to a customer, read off the log; and the talks of the service team.

use super::{living, person};
use crate::app::App;
use crate::body::{PrivateJson, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::{Call, Logged, entry};
use crate::events::data_of;
use crate::problem::{Problem, Problems};
use crate::vault;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Channel, ContactId, CustomerId, Instant, Position, Reference};
use realtail_omnichannel::{Command, CustomerCommand, Noted};
use realtail_vocabulary::{Contact, CustomerEvent, Event, StockEvent, TimelineKind};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The longest note.
const NOTE_BYTES_MAX: usize = 10_000;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_timeline)).routes(routes!(list_contacts, add_contact))
}

/// What happened to a customer, the newest first: the newest hundred things are kept.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TimelineDocument {
    customer: CustomerId,
    entries: Vec<TimelineEntry>,
}

/// Something that happened.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TimelineEntry {
    at: Instant,
    kind: TimelineKind,
    /// What happened, as the event is called.
    event: &'static str,
    /// Whose key it came with.
    by: String,
    position: Position,
    /// The trace it belongs to.
    trace: String,
    /// The event, without what is sealed in it.
    #[schema(value_type = Object)]
    data: serde_json::Value,
}

/// A talk with a customer, as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactBody {
    /// Its number; made up where none is given.
    contact: Option<ContactId>,
    /// Where: `phone`, `chat`, `email`, `store`, …
    channel: Channel,
    /// What was said. It is sealed under the customer's key.
    #[schema(min_length = 1, max_length = 10_000)]
    note: String,
    /// Which order, return or receipt it was about.
    about: Option<Reference>,
    /// When; now where it is not said.
    at: Option<Instant>,
}

/// A talk with a customer.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ContactDocument {
    contact: ContactId,
    customer: CustomerId,
    channel: Channel,
    at: Instant,
    /// What was said, for those who may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<Reference>,
    /// Whose key it came with.
    by: String,
    position: Position,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ContactPage {
    contacts: Vec<ContactDocument>,
}

/// What was noted of a customer, the newest first, and the numbers it may stand under.
fn noted(app: &App, customer: &CustomerId) -> Result<(Vec<CustomerId>, Vec<Noted>), Problem> {
    let replica = app.read();
    let customers = &replica.machine.omnichannel.customers;
    let known = customers.resolved(customer).ok_or_else(|| Problem::not_found("customer", customer))?;
    let numbers = [&known.customer].into_iter().chain(&known.aliases).cloned().collect();
    Ok((numbers, known.timeline.newest().copied().collect()))
}

/// What happened to a customer: signals, receipts, orders, returns, payments, points, talks.
#[utoipa::path(get, path = "/v1/customers/{customer}/timeline", tag = "customers",
    params(("customer" = CustomerId, Path), ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = TimelineDocument), Problems))]
async fn get_timeline(
    State(app): State<App>,
    caller: Caller,
    Segment(customer): Segment<CustomerId>,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Person)?;
    let limit = query.limit()?;
    query.end()?;
    let (numbers, noted) = noted(&app, &customer)?;
    // Only what is durable stands in the log.
    app.settled().await;
    let customer = numbers[0].clone();
    let reading = app.clone();
    let read = move || -> Result<Vec<TimelineEntry>, Problem> {
        let mut entries = Vec::new();
        for noted in noted.iter().take(limit) {
            let entry = entry(&reading, noted.position)?;
            entries.extend(shown(noted, &entry, &numbers));
        }
        Ok(entries)
    };
    let entries = tokio::task::spawn_blocking(read).await.map_err(Problem::fault)??;
    Ok(axum::Json(TimelineDocument { customer, entries }).into_response())
}

/// The events of an entry that a note is about, the newest first.
fn shown(noted: &Noted, entry: &Logged, numbers: &[CustomerId]) -> Vec<TimelineEntry> {
    let about = entry.events.iter().rev().filter(|event| is_about(noted.kind, event, numbers));
    let row = |event: &Event| TimelineEntry {
        at: noted.at,
        kind: noted.kind,
        event: event.kind(),
        by: entry.by.to_string(),
        position: noted.position,
        trace: entry.origin(noted.position).to_string(),
        data: data_of(event),
    };
    about.map(row).collect()
}

fn is_about(kind: TimelineKind, event: &Event, numbers: &[CustomerId]) -> bool {
    let is_one = |customer: &CustomerId| numbers.contains(customer);
    match event {
        Event::Stock(StockEvent::Sold { customer, .. }) => {
            kind == TimelineKind::Sale && customer.as_ref().is_some_and(is_one)
        }
        Event::Customer(CustomerEvent::Contacted { customer, .. }) => {
            kind == TimelineKind::Contact && is_one(customer)
        }
        Event::Customer(event) => {
            kind == TimelineKind::Profile
                && match event {
                    CustomerEvent::Registered(record) | CustomerEvent::Changed(record) => {
                        is_one(&record.customer)
                    }
                    CustomerEvent::Merged { customer, into } => is_one(customer) || is_one(into),
                    CustomerEvent::Erased { customers } => customers.iter().any(is_one),
                    CustomerEvent::Contacted { .. } => false,
                }
        }
        Event::Case(_) => kind == TimelineKind::Contact,
        // What is asked in one entry of these is of the one customer it was noted for.
        Event::Observed(_) => kind == TimelineKind::Signal,
        Event::Wallet(_) => kind == TimelineKind::Wallet,
        Event::Order(_) => kind == TimelineKind::Order,
        Event::Payment(_) => kind == TimelineKind::Payment,
        Event::Return(_) => kind == TimelineKind::Return,
        _ => false,
    }
}

/// List the talks of the service team with a customer, the newest first.
#[utoipa::path(get, path = "/v1/customers/{customer}/contacts", tag = "customers",
    params(("customer" = CustomerId, Path)), responses((status = 200, body = ContactPage), Problems))]
async fn list_contacts(
    State(app): State<App>,
    caller: Caller,
    Segment(customer): Segment<CustomerId>,
    query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Person)?;
    query.end()?;
    let (numbers, noted) = noted(&app, &customer)?;
    app.settled().await;
    let reading = app.clone();
    let read = move || -> Result<Vec<ContactDocument>, Problem> {
        let mut contacts = Vec::new();
        for noted in noted.iter().filter(|noted| noted.kind == TimelineKind::Contact) {
            let entry = entry(&reading, noted.position)?;
            let of_entry = contacts_in(&reading, noted.position, &entry);
            contacts.extend(of_entry.into_iter().filter(|contact| numbers.contains(&contact.customer)));
        }
        Ok(contacts)
    };
    let contacts = tokio::task::spawn_blocking(read).await.map_err(Problem::fault)??;
    Ok(axum::Json(ContactPage { contacts }).into_response())
}

fn contacts_in(app: &App, position: Position, entry: &Logged) -> Vec<ContactDocument> {
    let contacts = entry.events.iter().filter_map(|event| match event {
        Event::Customer(CustomerEvent::Contacted { customer, contact }) => Some((customer, contact)),
        _ => None,
    });
    let document = |(customer, contact): (&CustomerId, &Contact)| ContactDocument {
        contact: contact.contact.clone(),
        customer: customer.clone(),
        channel: contact.channel.clone(),
        at: contact.at,
        note: vault::open(app, customer, &contact.note),
        about: contact.about.clone(),
        by: entry.by.to_string(),
        position,
    };
    contacts.map(document).collect()
}

/// Keep what the service team talked about with a customer.
#[utoipa::path(post, path = "/v1/customers/{customer}/contacts", tag = "customers", request_body = ContactBody,
    params(("customer" = CustomerId, Path)), responses((status = 201, body = ContactDocument), Problems))]
async fn add_contact(
    State(app): State<App>,
    caller: Caller,
    Segment(customer): Segment<CustomerId>,
    headers: HeaderMap,
    body: PrivateJson<ContactBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Person)?;
    let ContactBody { contact, channel, note, about, at } = body.value;
    if note.trim().is_empty() || note.len() > NOTE_BYTES_MAX {
        let detail = format!("a note has from 1 to {NOTE_BYTES_MAX} bytes");
        return Err(Problem::invalid("note", detail));
    }
    let customer = living(&app, &customer)?;
    let contact = match contact {
        Some(contact) => contact,
        None => ContactId::new(person::fresh_number()).map_err(|e| Problem::malformed(e.to_string()))?,
    };
    let at = at.unwrap_or_else(|| app.handle.now());
    let note = vault::seal(&app, &customer, &note).await?;
    let call = Call::new(&app, &caller, "customer.contact", &headers, &person::content(&app, &body.bytes))?;
    let call =
        call.named(&["contact", customer.as_str(), contact.as_str()], &person::content(&app, &body.bytes));
    let command = CustomerCommand::AddContact {
        customer: customer.clone(),
        contact: Contact { contact, channel, about, at, note },
    };
    let answer = |position: Position, entry: &Logged| {
        let document = contacts_in(&app, position, entry).pop();
        document.map_or_else(
            || Problem::not_found("customer", &customer).into_response(),
            |document| (StatusCode::CREATED, axum::Json(document)).into_response(),
        )
    };
    let missing = || Problem::not_found("customer", &customer).into_response();
    call.run(Command::Customer(command), answer, missing).await
}
