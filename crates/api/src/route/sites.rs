//! What sites can do for orders, over HTTP.

use super::{asks, json, refused};
use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use realtail_kernel::{CarrierName, Label, SiteId, TimeOfDay, Weekday};
use realtail_omnichannel::SetRouting;
use realtail_vocabulary::{DayException, DeliveryMethod, OpenHours, SiteSettings};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a site serves orders, as it is sent. What is left out is as it is for a site nobody has said anything of.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SiteSettingsBody {
    /// By weekday; one that is missing is closed. Around the clock where nothing at all is said.
    hours: BTreeMap<Weekday, Vec<OpenHours>>,
    exceptions: Vec<DayException>,
    orders_per_hour: Option<u32>,
    lead_minutes: u32,
    pick_minutes_per_order: u32,
    pick_minutes_per_line: u32,
    /// Minor units.
    labour_per_minute: i64,
    /// Minor units.
    labour_per_line: i64,
    cut_offs: BTreeMap<DeliveryMethod, TimeOfDay>,
    carriers: Vec<CarrierName>,
    carrier_cut_offs: BTreeMap<CarrierName, TimeOfDay>,
    groups: Vec<Label>,
}

impl SiteSettingsBody {
    fn of(self, site: SiteId) -> SiteSettings {
        SiteSettings {
            site,
            version: 0,
            hours: self.hours,
            exceptions: self.exceptions,
            orders_per_hour: self.orders_per_hour,
            lead_minutes: self.lead_minutes,
            pick_minutes_per_order: self.pick_minutes_per_order,
            pick_minutes_per_line: self.pick_minutes_per_line,
            labour_per_minute: self.labour_per_minute,
            labour_per_line: self.labour_per_line,
            cut_offs: self.cut_offs,
            carriers: self.carriers,
            carrier_cut_offs: self.carrier_cut_offs,
            groups: self.groups,
        }
    }
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct SiteSettingsPage {
    sites: Vec<SiteSettings>,
}

/// Say how a site serves orders.
#[utoipa::path(put, path = "/v1/routing/sites/{site}", tag = "routing", request_body = SiteSettingsBody,
    params(("site" = SiteId, Path)), responses((status = 200, body = SiteSettings), Problems))]
pub(crate) async fn put_site_settings(
    State(app): State<App>,
    caller: Caller,
    Segment(site): Segment<SiteId>,
    headers: HeaderMap,
    body: Json<SiteSettingsBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "routing_site.set", &headers, &body.bytes)?;
    let settings = body.value.of(site);
    let answer = settings.clone();
    call.run(asks(SetRouting::Site(Box::new(settings))), |_, _| json(&answer), || json(&answer)).await
}

/// Read how a site serves orders.
#[utoipa::path(get, path = "/v1/routing/sites/{site}", tag = "routing",
    params(("site" = SiteId, Path)), responses((status = 200, body = SiteSettings), Problems))]
pub(crate) async fn get_site_settings(
    State(app): State<App>,
    caller: Caller,
    Segment(site): Segment<SiteId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let no = state.catalogue.site_no(&site).map_err(refused)?;
    Ok(match state.routing.site(no) {
        Some(settings) => json(settings),
        None => json(SiteSettings::of(site)),
    })
}

/// List what was said of sites.
#[utoipa::path(get, path = "/v1/routing/sites", tag = "routing",
    responses((status = 200, body = SiteSettingsPage), Problems))]
pub(crate) async fn list_site_settings(
    State(app): State<App>,
    caller: Caller,
    query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    let replica = app.read();
    Ok(json(SiteSettingsPage { sites: replica.machine.omnichannel.routing.sites().cloned().collect() }))
}
