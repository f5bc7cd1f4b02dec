//! What slots are found in which words.

use super::*;

#[test]
fn orders_and_contacts_are_found_and_taken_out() {
    for (message, order, contact, rest) in [
        ("Where is RT-10007?", Some("RT-10007"), None, "Where is ?"),
        ("where is rt10007", Some("RT-10007"), None, "where is"),
        ("order RT 10007 please", Some("RT-10007"), None, "order please"),
        ("#481516 late", Some("481516"), None, "late"),
        ("it is Ann.B@Mail.example.", None, Some("ann.b@mail.example"), "it is ."),
        ("call +44 20 7946 0958 now", None, Some("442079460958"), "call now"),
        ("ring 01632 960 111!", None, Some("01632960111"), "ring"),
        ("0171/2345678", None, Some("01712345678"), ""),
        ("since 2024 in size 42", None, None, "since 2024 in size 42"),
        ("0190d5a27c1e7a339c501b2f3c4d5e6f", Some("0190d5a27c1e7a339c501b2f3c4d5e6f"), None, ""),
        ("abcdefabcdefabcdefabcdefabcdefab", None, None, "abcdefabcdefabcdefabcdefabcdefab"),
        ("0190d5a2-7c1e-7a33-9c50-1b2f3c4d5e6f", Some("0190d5a2-7c1e-7a33-9c50-1b2f3c4d5e6f"), None, ""),
    ] {
        let slots = Slots::read(message);
        let found = (slots.order.as_deref(), slots.contact.as_deref(), slots.rest.as_str());
        assert_eq!(found, (order, contact, rest), "{message}");
    }
}

#[test]
fn transcripts_keep_no_contacts_and_no_cards() {
    for (message, kept) in [
        ("I am ann@mail.example and RT-10007", "I am […] and RT-10007"),
        ("card 4111 1111 1111 1111 declined", "card […] declined"),
        ("4111111111111111", "[…]"),
        ("ring +49 171 2345678", "ring […]"),
        ("call +44 1632 960111! Now", "call […] Now"),
        ("is it 4111 1111 1111 1111?", "is it […]"),
        ("2 of 3 came", "2 of 3 came"),
    ] {
        assert_eq!(without_contacts(message), kept);
    }
}

#[test]
fn only_a_plain_yes_is_one() {
    let table = SlotWords::load();
    for (message, expected) in [
        ("yes", Consent::Yes),
        ("Ja, bitte.", Consent::Yes),
        ("Sí, adelante", Consent::Yes),
        ("tak", Consent::Yes),
        ("yes but only if it is free", Consent::Hedged),
        ("yes?", Consent::Hedged),
        ("ok wait", Consent::Hedged),
        ("no", Consent::No),
        ("nein danke", Consent::No),
        ("I think so", Consent::Unclear),
        ("", Consent::Unclear),
    ] {
        assert_eq!(consent(message, &table), expected, "{message}");
    }
}

#[test]
fn days_units_and_reasons() {
    let table = SlotWords::load();
    assert_eq!(day("habt ihr Samstag offen", &table), Some(5));
    assert_eq!(day("açık mısınız pazar günü", &table), Some(6));
    assert_eq!(day("today", &table), None);
    assert_eq!(units("send back 3 of them", &table), Some(3));
    assert_eq!(units("both please", &table), Some(2));
    assert_eq!(reason("Die Hose ist zu klein", &table), ReturnReason::TooSmall);
    assert_eq!(reason("just because", &table), ReturnReason::Unsaid);
}
