//! Finding people, and what of their data may stand where it is not sealed: nothing.

use super::FindBody;
use super::profile::{normal_email, normal_phone};
use crate::app::App;
use crate::problem::Problem;
use realtail_kernel::CustomerId;

/// What tells a repeated request from a reused key, of a body with personal data in it: the log keeps a digest of this,
/// and a digest of the body itself would let whoever guesses the body find out that the guess is right.
pub(crate) fn content(app: &App, body: &[u8]) -> [u8; 16] {
    app.vault.hash("body", &String::from_utf8_lossy(body))
}

/// A number for what came without one.
pub(super) fn fresh_number() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}

/// The customers who have an e-mail address, each once, those who were forgotten apart.
pub(crate) fn find_by_email(app: &App, email: &str) -> Vec<CustomerId> {
    match normal_email(email) {
        Ok(email) => standing(app, &app.directory.find(&app.directory.email(&email))),
        Err(_) => Vec::new(),
    }
}

pub(super) fn found(app: &App, body: FindBody) -> Result<Vec<CustomerId>, Problem> {
    match body {
        FindBody { email: Some(email), phone: None, loyalty: None } => {
            let hash = app.directory.email(&normal_email(&email)?);
            Ok(standing(app, &app.directory.find(&hash)))
        }
        FindBody { email: None, phone: Some(phone), loyalty: None } => {
            let hash = app.directory.phone(&normal_phone(&phone)?);
            Ok(standing(app, &app.directory.find(&hash)))
        }
        FindBody { email: None, phone: None, loyalty: Some(loyalty) } => {
            let replica = app.read();
            let known = replica.machine.omnichannel.customers.by_loyalty(&loyalty);
            Ok(known.map(|known| known.customer.clone()).into_iter().collect())
        }
        _ => Err(Problem::malformed("give one of email, phone and loyalty")),
    }
}

/// Those who go on of some numbers, each once.
fn standing(app: &App, customers: &[CustomerId]) -> Vec<CustomerId> {
    let replica = app.read();
    let living = customers.iter().filter_map(|c| replica.machine.omnichannel.customers.living(c).ok());
    let mut found: Vec<CustomerId> = living.map(|known| known.customer.clone()).collect();
    found.sort();
    found.dedup();
    found
}
