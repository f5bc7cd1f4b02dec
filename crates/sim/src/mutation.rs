//! Faults on purpose: each breaks one promise, and the simulator must see it.

mod pillars;

use realtail_kernel::{Instant, Machine, Mark, Platform, Stamp};
use realtail_omnichannel::Holds;
use realtail_platform::policies::TAG_MOVED_MOVES_STOCK;
use realtail_platform::{Command, Frozen, Refusal, Retail};
use realtail_vocabulary::{Account, Event, HoldEvent, PaymentEvent, PaymentOperation, PostedLine};
use std::cell::Cell;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutation {
    /// Callers are answered once a request is decided.
    AnswersBeforeDurable,
    /// A crash loses the last batch, though its callers were answered.
    LosesAckedBatch,
    /// Readers are shown what is not durable.
    ShowsBeforeDurable,
    /// The log takes batches of a writer that was deposed.
    TakesStaleWriter,
    /// Recovery forgets which keys were used.
    ForgetsKeys,
    /// Recovery takes two entries in the wrong order.
    ReplaysOutOfOrder,
    /// A snapshot is written without its holds.
    SnapshotMissesHolds,
    /// An action is written down without what it follows from.
    LosesCause,
    /// A signal is said to have come in after it was decided.
    NegativeDelay,
    /// Placing a hold does not look at what is there.
    IgnoresShortage,
    /// A hold that was resolved can be posted again.
    PostsTwice,
    /// Holds do not run out.
    SkipsExpiry,
    /// A posting changes one account only.
    BreaksOtherSide,
    /// A hold leaves out its last line.
    DropsLine,
    /// An order is confirmed though its hold is not posted.
    ConfirmsWithoutHold,
    /// What a provider keeps ready for an order that never came about is not let go.
    ForgetsVoid,
    /// What goods cost is asked for twice when they leave.
    CapturesTwice,
    /// A unit that a site rejects stays promised there.
    KeepsRejected,
    /// A click that is told twice is charged twice.
    ChargesTwice,
    /// What is shown for money need not be there.
    ShowsWhatIsGone,
    /// A slot costs more than its campaign has.
    Overspends,
    /// What reaches somebody is kept though that somebody does not agree.
    MeasuresWhoRefused,
    /// A sale is put down to more than was paid for it.
    AttributesMore,
    /// More comes back of a sale than was put down to something.
    TakesOutMore,
    /// Shoppers are told in their quiet hours.
    TellsInQuietHours,
    /// Shoppers are told who do not agree to it.
    TellsWhoRefused,
    /// Shoppers are told as often as they come near.
    ForgetsCaps,
    /// A notice that waited goes out, whatever was withdrawn meanwhile.
    CourierAsksNoMore,
    /// An alarm goes off at the first reading.
    AlarmsAtOnce,
    /// Tills sell what is set apart.
    SellsWhatIsSetApart,
    /// The book does not follow the tags.
    IgnoresTags,
    /// Goods that go to another site need not be there.
    MovesWhatIsGone,
    /// What was set apart for another site stays so when it has left.
    KeepsSentApart,
    /// A price is set for less than the goods cost.
    SellsBelowCost,
}

impl Mutation {
    /// All of them.
    pub const ALL: [Mutation; 34] = [
        Mutation::AnswersBeforeDurable,
        Mutation::LosesAckedBatch,
        Mutation::ShowsBeforeDurable,
        Mutation::TakesStaleWriter,
        Mutation::ForgetsKeys,
        Mutation::ReplaysOutOfOrder,
        Mutation::SnapshotMissesHolds,
        Mutation::LosesCause,
        Mutation::NegativeDelay,
        Mutation::IgnoresShortage,
        Mutation::PostsTwice,
        Mutation::SkipsExpiry,
        Mutation::BreaksOtherSide,
        Mutation::DropsLine,
        Mutation::ConfirmsWithoutHold,
        Mutation::ForgetsVoid,
        Mutation::CapturesTwice,
        Mutation::KeepsRejected,
        Mutation::ChargesTwice,
        Mutation::ShowsWhatIsGone,
        Mutation::Overspends,
        Mutation::MeasuresWhoRefused,
        Mutation::AttributesMore,
        Mutation::TakesOutMore,
        Mutation::TellsInQuietHours,
        Mutation::TellsWhoRefused,
        Mutation::ForgetsCaps,
        Mutation::CourierAsksNoMore,
        Mutation::AlarmsAtOnce,
        Mutation::SellsWhatIsSetApart,
        Mutation::IgnoresTags,
        Mutation::MovesWhatIsGone,
        Mutation::KeepsSentApart,
        Mutation::SellsBelowCost,
    ];

    /// Whether it shows only where orders are placed.
    pub fn is_of_orders(self) -> bool {
        use Mutation::{CapturesTwice, ConfirmsWithoutHold, ForgetsVoid, KeepsRejected};
        matches!(self, ConfirmsWithoutHold | ForgetsVoid | CapturesTwice | KeepsRejected)
    }

    /// Whether it shows only in what the other pillars do, beside orders.
    pub fn is_of_pillars(self) -> bool {
        self as usize > Mutation::KeepsRejected as usize
    }
}

/// A machine that can be simulated: the retailer, or one that misbehaves.
pub trait Subject: Platform<Command = Command, Event = Event, Refusal = Refusal> + PartialEq {
    /// The retailer inside.
    fn retail(&self) -> &Retail;
}

impl Subject for Retail {
    fn retail(&self) -> &Retail {
        self
    }
}

thread_local! {
    static BENT: Cell<Option<Mutation>> = const { Cell::new(None) };
}

/// Says how the bent machines of this thread are bent from now on.
pub fn bend(mutation: Option<Mutation>) {
    BENT.set(mutation);
}

/// The retailer with one fault.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bent(Retail);

impl Subject for Bent {
    fn retail(&self) -> &Retail {
        &self.0
    }
}

impl Machine for Bent {
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: &Command, now: Instant) -> Result<Vec<Event>, Refusal> {
        use realtail_omnichannel::Command as Stock;
        let mut decided = self.0.decide(command, now);
        if let Some(mutation) = BENT.get().filter(|mutation| mutation.is_of_pillars()) {
            return pillars::decide(mutation, &self.0, command, now, decided);
        }
        let Command::Omnichannel(command) = command else { return decided };
        match (BENT.get(), &**command) {
            (Some(Mutation::IgnoresShortage), Stock::Place(place)) => {
                let short = matches!(
                    decided,
                    Err(Refusal::Omnichannel(realtail_omnichannel::Refusal::InsufficientStock { .. }))
                );
                if short {
                    decided = Ok(vec![Event::Hold(HoldEvent::Placed {
                        hold: place.hold.clone(),
                        owner: place.owner.clone(),
                        channel: place.channel.clone(),
                        expires_at: now.plus_ms(place.expires_in_ms),
                        lines: place.lines.clone(),
                    })]);
                }
            }
            (Some(Mutation::PostsTwice), Stock::Post(post)) => {
                if let Ok(known) = self.0.omnichannel.holds.get(&post.hold)
                    && !known.is_open()
                {
                    let (hold, post_as) = (post.hold.clone(), post.post_as);
                    let lines: Vec<PostedLine> = Vec::new();
                    let posted = HoldEvent::Posted { hold, post_as, lines, postings: Vec::new() };
                    decided = Ok(vec![Event::Hold(posted)]);
                }
            }
            (Some(Mutation::DropsLine), Stock::Place(_)) => {
                for event in decided.iter_mut().flatten() {
                    if let Event::Hold(HoldEvent::Placed { lines, .. }) = event
                        && lines.len() > 1
                    {
                        lines.pop();
                    }
                }
            }
            (Some(mutation), _) if mutation.is_of_orders() => {
                if let Ok(events) = &mut decided {
                    bend_orders(mutation, events);
                }
            }
            _ => (),
        }
        decided
    }

    fn apply(&mut self, event: &Event, stamp: Stamp) {
        if BENT.get() == Some(Mutation::BreaksOtherSide)
            && let Event::Stock(realtail_vocabulary::StockEvent::Sold { .. }) = event
        {
            let mut event = event.clone();
            if let Event::Stock(realtail_vocabulary::StockEvent::Sold { postings, .. }) = &mut event {
                for posting in postings {
                    // A site that nobody knows takes the units in and keeps no account of them.
                    if let Ok(nowhere) = realtail_kernel::SiteId::new("nowhere") {
                        posting.to = Account::site(nowhere);
                    }
                }
            }
            return self.0.apply(&event, stamp);
        }
        if BENT.get() == Some(Mutation::PostsTwice)
            && let Event::Hold(HoldEvent::Posted { hold, .. }) = event
            && self.0.omnichannel.holds.get(hold).is_ok_and(|known| !known.is_open())
        {
            return; // The event stands in the log; the state itself is too careful to be told.
        }
        self.0.apply(event, stamp);
    }

    fn next_due(&self) -> Option<Instant> {
        if BENT.get() == Some(Mutation::SkipsExpiry) { None } else { self.0.next_due() }
    }

    fn tick(&self, now: Instant) -> Vec<Event> {
        self.0.tick(now)
    }

    fn answers(&self, command: &Command) -> Option<Mark> {
        self.0.answers(command)
    }

    fn began(&self, event: &Event) -> Option<Mark> {
        self.0.began(event)
    }
}

fn bend_orders(mutation: Mutation, events: &mut Vec<Event>) {
    let asks = |event: &Event, operation: PaymentOperation| matches!(event, Event::Payment(PaymentEvent::Asked(ask)) if ask.operation == operation);
    match mutation {
        Mutation::ConfirmsWithoutHold => {
            events.retain(|event| !matches!(event, Event::Hold(HoldEvent::Posted { .. })));
        }
        Mutation::ForgetsVoid => events.retain(|event| !asks(event, PaymentOperation::Void)),
        Mutation::CapturesTwice => {
            let again = events.iter().find(|event| asks(event, PaymentOperation::Capture)).cloned();
            if let Some(Event::Payment(PaymentEvent::Asked(mut ask))) = again {
                ask.ask += 1;
                events.push(Event::Payment(PaymentEvent::Asked(ask)));
            }
        }
        Mutation::KeepsRejected => {
            for event in events {
                if let Event::Hold(HoldEvent::Reassigned { released, .. }) = event {
                    released.clear();
                }
            }
        }
        _ => (),
    }
}

impl Platform for Bent {
    type Frozen = Frozen;

    const SHAPE: u32 = Retail::SHAPE;

    fn react(&self, event: &Event, now: Instant) -> Vec<(&'static str, Command)> {
        let mut answers = self.0.react(event, now);
        if BENT.get() == Some(Mutation::IgnoresTags) {
            answers.retain(|(policy, _)| *policy != TAG_MOVED_MOVES_STOCK);
        }
        answers
    }

    fn freeze(&self) -> Frozen {
        if BENT.get() == Some(Mutation::SnapshotMissesHolds) {
            let mut retail = self.0.clone();
            retail.omnichannel.holds = Holds::default();
            return retail.freeze();
        }
        self.0.freeze()
    }

    fn thaw(frozen: Frozen) -> Bent {
        Bent(Retail::thaw(frozen))
    }

    fn check(&self) -> Result<(), String> {
        self.0.check()
    }
}
