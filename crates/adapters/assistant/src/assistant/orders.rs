//! Orders, refunds and accounts: only the asker's own.

use crate::conversation::{Answer, Kind, Reason, State, Wanted};
use crate::intent::{Intent, Reading, Target};
use crate::tools::{OrderFacts, OrderState, Who};
use crate::words::plain;

use super::Talk;
use super::named::best;

/// After so many orders that were not found, a person looks.
const MISSES_MAX: u32 = 3;
/// How many orders are named when it is asked which.
const LISTED_MAX: usize = 5;

impl Talk<'_> {
    /// The answer once an order's number, or proof of it, was asked for; none if the message is of something else.
    pub(super) fn order_told(
        &mut self,
        intent: Intent,
        state: &State,
        reading: Reading,
        elsewhere: bool,
    ) -> Option<Answer> {
        let given = match state {
            State::AskedContact { .. } => self.slots.contact.is_some() || self.slots.order.is_some(),
            _ => self.slots.order.is_some() || self.named.any_item(),
        };
        let intent = match reading.target {
            Target::Do(
                of @ (Intent::OrderStatus | Intent::CancelOrder | Intent::ReturnItem | Intent::RefundStatus),
            ) if elsewhere => of,
            _ if elsewhere && !given => return None,
            _ => intent,
        };
        if !given {
            self.conversation.misses += 1;
            if self.conversation.misses >= 2 {
                return Some(self.hand_over(Reason::NotFound));
            }
        }
        Some(self.of_order(intent))
    }

    pub(super) fn of_order(&mut self, intent: Intent) -> Answer {
        let order = match self.order_for(intent) {
            Ok(order) => order,
            Err(answer) => return *answer,
        };
        let number = order.number.clone();
        match intent {
            Intent::ReturnItem => self.return_of(&number),
            Intent::CancelOrder => self.cancel(&order),
            Intent::RefundStatus => match &order.refund {
                Some(refund) => {
                    let facts = [("number", number.as_str()), ("detail", &plain(refund))];
                    self.say("refund", Kind::Told, &facts)
                }
                None => self.say("no_refund", Kind::Told, &[("number", &number)]),
            },
            _ => {
                let state = self.state_of(order.state);
                let facts =
                    [("number", number.as_str()), ("state", &state), ("detail", &plain(&order.detail))];
                self.say("order", Kind::Told, &facts)
            }
        }
    }

    /// The order that is meant, if it is the asker's; else the answer that asks on, or says that none is found.
    fn order_for(&mut self, intent: Intent) -> Result<OrderFacts, Box<Answer>> {
        let named = self.slots.order.clone();
        // Somebody who is signed in and names an item means the order with that item.
        let again = if self.named.is_item() && self.desk.customer().is_some() {
            None
        } else {
            self.conversation.order.clone()
        };
        let Some(number) = named.or(again) else { return self.order_of_mine(intent) };
        if self.desk.who == Who::Nobody {
            self.conversation.order = Some(number);
            self.conversation.state = State::AskedContact { intent };
            return Err(Box::new(self.say("ask_contact", Kind::Asked(Wanted::Contact), &[])));
        }
        let mut found = self.desk.order(&number);
        if found.is_none()
            && let Some(contact) = self.slots.contact.clone()
            && self.desk.customer().is_some()
        {
            self.desk.who = Who::Proven { contact };
            found = self.desk.order(&number);
        }
        match found {
            Some(order) => {
                self.conversation.order = Some(order.number.clone());
                self.conversation.misses = 0;
                Ok(order)
            }
            None => {
                self.conversation.order = None;
                self.conversation.misses += 1;
                if self.conversation.misses >= MISSES_MAX {
                    return Err(Box::new(self.hand_over(Reason::NotFound)));
                }
                self.conversation.state = State::AskedOrder { intent };
                Err(Box::new(self.say("not_found", Kind::NotFound, &[])))
            }
        }
    }

    fn order_of_mine(&mut self, intent: Intent) -> Result<OrderFacts, Box<Answer>> {
        if self.desk.customer().is_none() {
            self.conversation.state = State::AskedOrder { intent };
            return Err(Box::new(self.say("ask_order", Kind::Asked(Wanted::Order), &[])));
        }
        let mut orders = self.desk.orders();
        if orders.is_empty() {
            return Err(Box::new(self.say("no_orders", Kind::Told, &[])));
        }
        if self.named.any_item() {
            let said = crate::words::words(&self.slots.rest);
            let names: Vec<(OrderFacts, String)> =
                orders.iter().map(|order| (order.clone(), order.items.join(" "))).collect();
            let (with_item, shared) = best(names, &said, |(_, names)| names);
            if shared >= 2 || with_item.len() == 1 {
                orders = with_item.into_iter().map(|(order, _)| order).collect();
            }
        }
        let mut fit = orders.clone();
        fit.retain(|order| match intent {
            Intent::ReturnItem => {
                order.state == OrderState::Delivered && !self.desk.returnable_lines(&order.number).is_empty()
            }
            Intent::RefundStatus => order.refund.is_some() || order.state == OrderState::Returned,
            _ => order.state.is_open(),
        });
        if !fit.is_empty() {
            orders = fit;
        }
        if let [order] = &orders[..] {
            self.conversation.order = Some(order.number.clone());
            return Ok(order.clone());
        }
        let listed = orders.iter().take(LISTED_MAX);
        let listed: Vec<String> =
            listed.map(|order| format!("{} ({})", order.number, self.state_of(order.state))).collect();
        self.conversation.state = State::AskedOrder { intent };
        Err(Box::new(self.say("which_order", Kind::Asked(Wanted::Order), &[("list", &listed.join(", "))])))
    }

    /// A person calls it off while that can be; afterwards the texts say what to do.
    fn cancel(&mut self, order: &OrderFacts) -> Answer {
        if order.state == OrderState::Placed {
            return self.hand_over(Reason::Cancel);
        }
        let sections = self.assistant.texts.sections();
        let change =
            sections.iter().position(|section| section.text == "shipping" && section.section == "change");
        let text = change.map_or("", |index| sections[index].body(self.language));
        change.into_iter().for_each(|index| self.cite(index));
        self.say("cancel_late", Kind::Told, &[("number", &order.number), ("text", text)])
    }

    fn state_of(&self, state: OrderState) -> String {
        let key = match state {
            OrderState::Placed => "state_placed",
            OrderState::Packed => "state_packed",
            OrderState::Shipped => "state_shipped",
            OrderState::Ready => "state_ready",
            OrderState::Delivered => "state_delivered",
            OrderState::Cancelled => "state_cancelled",
            OrderState::Returned => "state_returned",
        };
        self.line(key, &[])
    }

    /// Points and gift cards: only for whoever is signed in.
    pub(crate) fn of_account(&mut self, intent: Intent) -> Answer {
        if self.desk.customer().is_none() {
            return self.say("sign_in", Kind::Asked(Wanted::SignIn), &[]);
        }
        if intent == Intent::Points {
            return match self.desk.points() {
                Some(points) => self.say("points", Kind::Told, &[("points", &points.to_string())]),
                None => self.unknown(),
            };
        }
        let cards = self.desk.gift_cards();
        if cards.is_empty() {
            return self.say("no_gift_cards", Kind::Told, &[]);
        }
        let listed: Vec<String> =
            cards.iter().map(|card| format!("…{}: {}", plain(&card.ending), plain(&card.balance))).collect();
        self.say("gift_cards", Kind::Told, &[("list", &listed.join(", "))])
    }
}
