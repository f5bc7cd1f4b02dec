//! Which entry a command answers: what is done for a task, for part of an order, or as an ask follows from what raised it.

use crate::machine::{Command, Omnichannel};
use crate::order::{Arrive, Claim, HandOver, OrderCommand, Pick, Reject, Ship, Stage};
use crate::task::TaskCommand;
use realtail_kernel::{Mark, OrderId, TaskId};

pub(crate) fn answers(state: &Omnichannel, command: &Command) -> Option<Mark> {
    match command {
        Command::Order(command) => {
            let (order, fulfilment) = part_of(command)?;
            Some(state.orders.find(order)?.fulfilment(fulfilment)?.raised_by)
        }
        Command::Task(command) => Some(state.tasks.get(task_of(command)?).ok()?.raised_by),
        Command::AnswerPayment(answer) => state.payments.asked_by(&answer.payment, answer.ask),
        _ => None,
    }
}

/// The part of an order that a step is about.
fn part_of(command: &OrderCommand) -> Option<(&OrderId, u16)> {
    match command {
        OrderCommand::Claim(Claim { order, fulfilment, .. })
        | OrderCommand::Pick(Pick { order, fulfilment, .. })
        | OrderCommand::Stage(Stage { order, fulfilment, .. })
        | OrderCommand::Arrive(Arrive { order, fulfilment, .. })
        | OrderCommand::HandOver(HandOver { order, fulfilment, .. })
        | OrderCommand::Ship(Ship { order, fulfilment, .. })
        | OrderCommand::Deliver(order, fulfilment)
        | OrderCommand::Reject(Reject { order, fulfilment, .. })
        | OrderCommand::PutBack(order, fulfilment, _)
        | OrderCommand::Route(order, fulfilment) => Some((order, *fulfilment)),
        OrderCommand::Relieve(_)
        | OrderCommand::Cancel(_)
        | OrderCommand::Refund(_)
        | OrderCommand::SetLimits(_) => None,
    }
}

/// The task that somebody does something for.
fn task_of(command: &TaskCommand) -> Option<&TaskId> {
    match command {
        TaskCommand::Claim(task, _) | TaskCommand::NotDone(task, ..) => Some(task),
        TaskCommand::Done(done) => Some(&done.task),
        TaskCommand::Raise(_) | TaskCommand::Withdraw(..) => None,
    }
}
