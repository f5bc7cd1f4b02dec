//! Shoppers of Medusa: a cart, an address, a way to ship, a payment, and the order, each a call as its storefront makes it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};

use super::Medusa;
use crate::load::{Tally, fresh_uniques};
use crate::wire::Wire;

/// Lines of each order.
const LINES: usize = 3;
/// How many orders of each client a rate rests on, at the least.
const ORDERS_A_CLIENT: u64 = 4;

/// When orders count: those that end in it.
struct Window {
    begin: Instant,
    until: Instant,
    least: u64,
    ended: AtomicU64,
    over: OnceLock<Instant>,
}

impl Window {
    fn is_over(&self) -> bool {
        let enough = Instant::now() >= self.until && self.ended.load(Ordering::Relaxed) >= self.least;
        if enough {
            self.over.get_or_init(Instant::now);
        }
        enough
    }

    fn counts(&self, now: Instant) -> bool {
        let counts = now >= self.begin && self.over.get().is_none();
        if counts {
            self.ended.fetch_add(1, Ordering::Relaxed);
        }
        counts
    }
}

impl Medusa {
    /// Orders from the empty cart on; a request is a whole order. Counts for as long as asked, and longer where that is
    /// too short to see a few orders of each client.
    pub fn order(&self, clients: usize, warm_up: Duration, counted: Duration) -> Result<Tally> {
        let begin = Instant::now() + warm_up;
        let window = Window {
            begin,
            until: begin + counted,
            least: ORDERS_A_CLIENT * clients as u64,
            ended: AtomicU64::new(0),
            over: OnceLock::new(),
        };
        let mut tally = self.shop_with(clients, |shopper, tally| {
            while !window.is_over() {
                let started = Instant::now();
                let ordered = shopper.fill_cart().and_then(|cart| shopper.complete(&cart));
                if window.counts(Instant::now()) {
                    count(tally, started, ordered);
                }
            }
            Ok(())
        })?;
        tally.counted = window.over.get().map_or(counted, |over| over.duration_since(begin));
        Ok(tally)
    }

    /// Carts that lack nothing but their last step.
    pub fn fill_carts(&self, clients: usize, carts: usize) -> Result<Vec<String>> {
        let (filled, wanted) = (Mutex::new(Vec::new()), Mutex::new(carts));
        self.shop_with(clients, |shopper, _| {
            while take_one(&wanted)? {
                let cart = shopper.fill_cart()?;
                filled.lock().map_err(|_| anyhow!("a shopper panicked"))?.push(cart);
            }
            Ok(())
        })?;
        filled.into_inner().map_err(|_| anyhow!("a shopper panicked"))
    }

    /// The last step alone, for carts filled before; a request is an order.
    pub fn complete(&self, clients: usize, carts: Vec<String>) -> Result<Tally> {
        let carts = Mutex::new(VecDeque::from(carts));
        let begin = Instant::now();
        let mut tally = self.shop_with(clients, |shopper, tally| {
            loop {
                let cart = carts.lock().map_err(|_| anyhow!("a shopper panicked"))?.pop_front();
                let Some(cart) = cart else { return Ok(()) };
                let started = Instant::now();
                let completed = shopper.complete(&cart);
                count(tally, started, completed);
            }
        })?;
        tally.counted = begin.elapsed();
        Ok(tally)
    }

    fn shop_with(
        &self,
        clients: usize,
        shop: impl Fn(&mut Shopper, &mut Tally) -> Result<()> + Sync,
    ) -> Result<Tally> {
        let mut total = Tally::new(Duration::ZERO);
        std::thread::scope(|scope| {
            let shoppers: Vec<_> = (0..clients)
                .map(|_| {
                    scope.spawn(|| -> Result<Tally> {
                        let mut tally = Tally::new(Duration::ZERO);
                        shop(&mut Shopper::enter(self)?, &mut tally)?;
                        Ok(tally)
                    })
                })
                .collect();
            for shopper in shoppers {
                total.merge(&shopper.join().map_err(|_| anyhow!("a shopper panicked"))??);
            }
            Ok(total)
        })
    }
}

fn take_one(wanted: &Mutex<usize>) -> Result<bool> {
    let mut left = wanted.lock().map_err(|_| anyhow!("a shopper panicked"))?;
    let takes = *left > 0;
    *left = left.saturating_sub(1);
    Ok(takes)
}

fn count(tally: &mut Tally, started: Instant, done: Result<()>) {
    tally.requests += 1;
    tally.latency.saturating_record(started.elapsed().as_nanos() as u64);
    match done {
        Ok(()) => tally.units += 1,
        Err(error) => {
            let text = error.to_string();
            let reason = text.chars().map(|letter| if letter.is_ascii_digit() { '#' } else { letter });
            tally.fail(reason.take(200).collect());
        }
    }
}

struct Shopper<'a> {
    medusa: &'a Medusa,
    wire: Wire,
    number: u64,
}

impl Shopper<'_> {
    fn enter(medusa: &Medusa) -> Result<Shopper<'_>> {
        let wire = Wire::with_header(medusa.server.addr, "x-publishable-api-key", &medusa.shop.key)?;
        Ok(Shopper { medusa, wire, number: fresh_uniques() })
    }

    /// Everything up to the last step, in as few calls and with as short answers as Medusa allows.
    fn fill_cart(&mut self) -> Result<String> {
        let shop = &self.medusa.shop;
        self.number += 1;
        let number = self.number;
        let variant = |line: usize| {
            let at = (number * LINES as u64 + line as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
            &shop.variants[at as usize % shop.variants.len()]
        };
        let items: Vec<Value> =
            (0..LINES).map(|line| json!({"variant_id": variant(line), "quantity": 1})).collect();
        let address = json!({
            "first_name": "A", "last_name": "Shopper", "address_1": "Street 1", "city": "Amsterdam",
            "postal_code": "1011AB", "country_code": "nl",
        });
        let cart = json!({
            "region_id": shop.region, "sales_channel_id": shop.channel, "items": items,
            "email": format!("shopper-{number}@shop.test"), "shipping_address": address,
        });
        let cart = self.post("/store/carts?fields=id", &cart, "/cart/id")?;
        let ship = format!("/store/carts/{cart}/shipping-methods?fields=id");
        self.post(&ship, &json!({"option_id": shop.option}), "/cart/id")?;
        let payment =
            self.post("/store/payment-collections", &json!({"cart_id": cart}), "/payment_collection/id")?;
        let session = format!("/store/payment-collections/{payment}/payment-sessions");
        self.post(&session, &json!({"provider_id": "pp_system_default"}), "/payment_collection/id")?;
        Ok(cart)
    }

    /// Reserves the stock, authorises the payment, makes the order.
    fn complete(&mut self, cart: &str) -> Result<()> {
        let path = format!("/store/carts/{cart}/complete?fields=id");
        self.post(&path, &json!({}), "/order/id").map(|_| ())
    }

    fn post(&mut self, path: &str, body: &Value, wanted: &str) -> Result<String> {
        let (status, answer) = self.wire.call("POST", path, &body.to_string())?;
        let start: String = answer.chars().take(120).collect();
        if !(200..300).contains(&status) {
            bail!("{status} {start}");
        }
        let answer: Value = serde_json::from_str(&answer).context("read an answer of Medusa")?;
        let found = answer.pointer(wanted).and_then(Value::as_str);
        Ok(found.with_context(|| format!("no {wanted} in {start}"))?.to_owned())
    }
}
