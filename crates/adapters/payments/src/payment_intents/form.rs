//! What is sent: forms and addresses.

use crate::payment_intents::amount;
use crate::payment_intents::object::{ASK, CAPTURE, ORDER, PAYMENT};
use form_urlencoded::Serializer;
use realtail_kernel::Word;
use realtail_vocabulary::PaymentAsk;

fn form(pairs: &[(&str, &str)]) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn sent(ask: &PaymentAsk) -> String {
    // What cannot be sent was refused before.
    amount::out(ask.amount, ask.currency).unwrap_or_default().to_string()
}

fn metadata(key: &str) -> String {
    format!("metadata[{key}]")
}

/// Makes an intent and confirms it. One that wants the shopper to do something fails instead: nobody is there to ask.
pub(super) fn authorise(ask: &PaymentAsk) -> String {
    let (amount, number) = (sent(ask), ask.ask.to_string());
    form(&[
        ("amount", &amount),
        ("currency", &String::from(ask.currency).to_lowercase()),
        ("payment_method", ask.token.as_ref().map_or("", Word::as_str)),
        ("payment_method_types[]", "card"),
        ("payment_method_options[card][request_multicapture]", "if_available"),
        ("capture_method", "manual"),
        ("confirm", "true"),
        ("error_on_requires_action", "true"),
        (&metadata(PAYMENT), ask.payment.as_str()),
        (&metadata(ASK), &number),
        (&metadata(ORDER), ask.order.as_str()),
    ])
}

/// Captures a part, and leaves a note of it in the intent.
pub(super) fn capture(ask: &PaymentAsk, is_last: bool) -> String {
    form(&[
        ("amount_to_capture", &sent(ask)),
        ("final_capture", if is_last { "true" } else { "false" }),
        (&metadata(&format!("{CAPTURE}{}", ask.ask)), &ask.amount.to_string()),
    ])
}

/// Lets go what was not captured.
pub(super) fn void() -> String {
    form(&[("cancellation_reason", "requested_by_customer")])
}

/// Gives back.
pub(super) fn refund(ask: &PaymentAsk) -> String {
    form(&[
        ("payment_intent", ask.reference.as_ref().map_or("", Word::as_str)),
        ("amount", &sent(ask)),
        ("reason", "requested_by_customer"),
        (&metadata(PAYMENT), ask.payment.as_str()),
        (&metadata(ASK), &ask.ask.to_string()),
    ])
}

/// The search for the intent that an ask has made.
pub(super) fn search(ask: &PaymentAsk) -> String {
    let payment = ask.payment.as_str().replace('\\', "\\\\").replace('\'', "\\'");
    let query = format!("metadata['{PAYMENT}']:'{payment}' AND metadata['{ASK}']:'{}'", ask.ask);
    format!("/v1/payment_intents/search?{}", form(&[("query", &query), ("limit", "10")]))
}

/// The list of the refunds of an ask's intent.
pub(super) fn refunds(ask: &PaymentAsk, after: Option<&str>, page: usize) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("payment_intent", ask.reference.as_ref().map_or("", Word::as_str));
    query.append_pair("limit", &page.to_string());
    if let Some(after) = after {
        query.append_pair("starting_after", after);
    }
    format!("/v1/refunds?{}", query.finish())
}
