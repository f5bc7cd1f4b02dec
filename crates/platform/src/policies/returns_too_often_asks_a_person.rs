//! When a customer returns more than is usual, a person is asked to look.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_omnichannel::returns::Suspicion;
use realtail_vocabulary::{Action, Event, ReturnEvent};

pub(super) struct ReturnsTooOftenAsksAPerson;

impl Policy<Retail> for ReturnsTooOftenAsksAPerson {
    fn name(&self) -> &'static str {
        "returns_too_often_asks_a_person"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Return(ReturnEvent::Accepted(accepted)) = event else { return Vec::new() };
        let Some(customer) = &accepted.customer else { return Vec::new() };
        let told = |suspicion: Suspicion| {
            let Suspicion { customer, returns, window_days, value, currency, share_ppm } = suspicion;
            let action =
                Action::ReturnAbuseSuspected { customer, returns, window_days, value, currency, share_ppm };
            Command::Act(action)
        };
        retail.omnichannel.suspicion(customer).map(told).into_iter().collect()
    }
}
