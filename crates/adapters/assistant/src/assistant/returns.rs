//! Returns: which line, a question, and only after a plain yes the deed.

use crate::conversation::{Answer, Kind, State, Wanted};
use crate::slots::{Consent, reason, units};
use crate::tools::LineFacts;
use crate::words::{plain, words};

use super::Talk;
use super::named::best;

impl Talk<'_> {
    /// Asks which line is to be returned, or whether to return the one that is meant.
    pub(super) fn return_of(&mut self, number: &str) -> Answer {
        let lines = self.desk.returnable_lines(number);
        if lines.is_empty() {
            return self.say("not_returnable", Kind::Told, &[("number", number)]);
        }
        let (meant, _) = best(lines.clone(), &words(&self.slots.rest), |line| &line.item);
        match (&meant[..], &lines[..]) {
            ([line], _) | ([], [line]) => self.ask_confirmation(number, line),
            _ => {
                let listed: Vec<String> =
                    lines.iter().map(|line| format!("{} × {}", line.units, plain(&line.item))).collect();
                self.conversation.state = State::AskedLine { order: number.to_owned() };
                self.say("which_line", Kind::Asked(Wanted::Line), &[("list", &listed.join(", "))])
            }
        }
    }

    fn ask_confirmation(&mut self, number: &str, line: &LineFacts) -> Answer {
        let table = &self.assistant.slot_words;
        let wanted =
            units(&self.named.rest, table).filter(|units| *units <= line.units).unwrap_or(line.units);
        self.conversation.state = State::AskedConfirmation {
            order: number.to_owned(),
            line: line.line.clone(),
            item: plain(&line.item),
            units: wanted,
            reason: reason(self.message, table),
        };
        let facts =
            [("units", wanted.to_string()), ("item", plain(&line.item)), ("number", number.to_owned())];
        let facts = facts.each_ref().map(|(place, fact)| (*place, fact.as_str()));
        self.say("confirm_return", Kind::Asked(Wanted::Confirmation), &facts)
    }

    /// The answer to what was said when a return was to be confirmed; none if it was of something else.
    pub(super) fn confirmed(&mut self, state: &State, said: Consent, elsewhere: bool) -> Option<Answer> {
        let State::AskedConfirmation { order, line, item, units, reason } = state else { return None };
        let units_text = units.to_string();
        let mut facts = vec![("units", units_text.as_str()), ("item", item), ("number", order)];
        match said {
            Consent::Yes => {
                let Some(begun) = self.desk.begin_return(order, line, *units, *reason) else {
                    return Some(self.say("not_returnable", Kind::Told, &facts));
                };
                let begun = plain(&begun);
                facts.push(("return", &begun));
                Some(self.say("return_begun", Kind::Told, &facts))
            }
            Consent::No => Some(self.say("return_dropped", Kind::Talked, &[])),
            Consent::Unclear if elsewhere => None,
            Consent::Hedged | Consent::Unclear => {
                self.conversation.state = state.clone();
                Some(self.say("confirm_return", Kind::Asked(Wanted::Confirmation), &facts))
            }
        }
    }
}
