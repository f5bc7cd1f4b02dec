//! The story that this engine was made for: sold in the store twenty minutes ago, still shown online, ordered, cancelled.
//! Told twice on the same engine, the same store and the same shoppers: with a web shop that reads a stock file, and with
//! one that asks.

use crate::http::{Answer, Call, Client};
use crate::{DemoError, Options};
use hyper::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// A minute of the story takes so long.
const MINUTE: Duration = Duration::from_millis(50);
/// The stock file is written so often, as half-hourly exports are.
const EXPORT_MINUTES: u32 = 30;

/// What came of one telling.
#[derive(Clone, Debug, Default)]
struct Telling {
    /// What happened, with the minute of the story.
    lines: Vec<(u32, String)>,
    /// From the sale at the till until the web knows, in milliseconds of wall time.
    web_knows_ms: f64,
    /// From the shopper's order until the shopper knows the truth, in minutes of the story.
    truth_minutes: f64,
    /// Whether the shopper got what was promised.
    kept: bool,
}

struct Stage {
    client: Client,
    /// Names of this telling, so that neither sees the other's goods.
    jeans: String,
    began: Instant,
    telling: Telling,
}

/// Tells the story with a stale feed, then with the engine asked, and prints them side by side.
///
/// # Errors
/// Where the engine does not answer, or answers what it must not.
pub async fn bopis(options: &Options) -> Result<String, DemoError> {
    set(options).await?;
    let stale = Stage::new(options, "stale").await?.with_a_feed().await?;
    let live = Stage::new(options, "live").await?.asked().await?;
    Ok(side_by_side(&stale, &live))
}

async fn done(client: &Client, call: Call) -> Result<Answer, DemoError> {
    client.send(call).await?.success()
}

/// Two stores of one town.
async fn set(options: &Options) -> Result<(), DemoError> {
    let client = Client::new(&options.base_url, &options.key, 1)?;
    let site = |name: &str, lat: f64| {
        json!({
            "site": name, "name": name, "kind": "store", "timezone": "Europe/Berlin",
            "position": {"lat": lat, "lon": 13.4},
            "zones": [{"zone": "floor", "kind": "sales_floor"}, {"zone": "counter", "kind": "pickup"}],
        })
    };
    let sites = json!({"sites": [site("Marktplatz", 52.52), site("Bahnhof", 52.53)]});
    done(&client, Call::post("/v1/sites:batch", &sites)?).await?;
    done(&client, Call::put("/v1/price-lists/shelf", &json!({"currency": "EUR"}))?).await?;
    Ok(())
}

impl Stage {
    /// One pair of jeans in the store of the market place, four at the station.
    async fn new(options: &Options, telling: &str) -> Result<Stage, DemoError> {
        let client = Client::new(&options.base_url, &options.key, 4)?;
        let jeans = format!("jeans-{telling}");
        done(&client, Call::put(format!("/v1/items/{jeans}"), &json!({"name": "Jeans, blue, M"}))?).await?;
        let price = json!({"prices": [{"item": jeans, "unit_price": 7_990}]});
        done(&client, Call::post("/v1/price-lists/shelf/prices", &price)?).await?;
        let delivery = |site: &str, units: u32| {
            json!({
                "item": jeans, "quantity": units, "from": {"outside": "supplier"},
                "to": {"site": site, "zone": "floor"}, "reason": "receipt",
            })
        };
        let moves = json!({"moves": [delivery("Marktplatz", 1), delivery("Bahnhof", 4)]});
        done(&client, Call::post("/v1/stock/moves", &moves)?).await?;
        Ok(Stage { client, jeans, began: Instant::now(), telling: Telling::default() })
    }

    fn note(&mut self, minute: u32, what: impl Into<String>) {
        self.telling.lines.push((minute, what.into()));
    }

    async fn until(&self, minute: u32) {
        let due = self.began + MINUTE * minute;
        tokio::time::sleep_until(due).await;
    }

    async fn available(&self, site: &str) -> Result<i64, DemoError> {
        let path = format!("/v1/availability?item={}&site={site}&channel=web", self.jeans);
        let shown: Value = done(&self.client, Call::get(path)).await?.parse()?;
        Ok(shown["lines"][0]["available"].as_i64().unwrap_or(0))
    }

    /// A shopper at the till buys the last pair.
    async fn sell(&self) -> Result<Instant, DemoError> {
        let sale = json!({
            "sale": format!("receipt-{}", self.jeans), "site": "Marktplatz", "till": "2",
            "sold_at": realtail_kernel::Instant::from_micros(crate::customer_order::wall_micros()),
            "lines": [{"item": self.jeans, "quantity": 1, "unit_price": 7_990}],
        });
        let sold_at = Instant::now();
        done(&self.client, Call::post("/v1/sales", &sale)?).await?;
        Ok(sold_at)
    }

    async fn order(&self, number: u32, site: &str) -> Result<Answer, DemoError> {
        let order = json!({
            "order": format!("web-{}-{number}", self.jeans), "channel": "web",
            "delivery": {"method": "pickup", "site": site},
            "lines": [{"item": self.jeans, "quantity": 1}],
            "tenders": [{"kind": "test", "token": "success_token"}],
            "wait_ms": 10_000,
        });
        self.client.send(Call::post("/v1/orders", &order)?).await
    }

    /// The web shop reads a stock file and believes it until the next one comes.
    async fn with_a_feed(mut self) -> Result<Telling, DemoError> {
        let mut feed = self.available("Marktplatz").await?;
        self.note(0, format!("stock file written: {feed} pair at Marktplatz"));
        self.until(10).await;
        let sold_at = self.sell().await?;
        self.note(10, "the till sells the last pair");
        let next_export = sold_at + MINUTE * (EXPORT_MINUTES - 10);
        self.until(29).await;
        self.note(29, format!("the web shows {feed} available; a shopper orders and pays for pickup"));
        let ordered_minute = 29;
        tokio::time::sleep_until(next_export).await;
        feed = self.available("Marktplatz").await?;
        self.telling.web_knows_ms = sold_at.elapsed().as_secs_f64() * 1e3;
        self.note(30, format!("the next stock file says {feed}: one minute too late"));
        self.until(49).await;
        let found = self.available("Marktplatz").await?;
        self.note(49, format!("an associate looks for it: {found} on the shelf"));
        self.until(55).await;
        self.note(55, "the order is cancelled, the money goes back in days");
        self.telling.truth_minutes = f64::from(55 - ordered_minute);
        Ok(self.telling)
    }

    /// The web shop asks the engine, and the order is held, paid and routed in one call.
    async fn asked(mut self) -> Result<Telling, DemoError> {
        let shown = self.available("Marktplatz").await?;
        self.note(0, format!("the web asks: {shown} pair at Marktplatz"));
        self.until(10).await;
        let sold_at = self.sell().await?;
        while self.available("Marktplatz").await? > 0 {
            sleep(Duration::from_micros(200)).await;
        }
        self.telling.web_knows_ms = sold_at.elapsed().as_secs_f64() * 1e3;
        self.note(
            10,
            format!("the till sells the last pair; {:.1} ms later the web knows", self.telling.web_knows_ms),
        );
        self.until(29).await;
        let asked_at = Instant::now();
        let refused = self.order(1, "Marktplatz").await?;
        if refused.status != StatusCode::CONFLICT {
            return Err(refused.refusal());
        }
        self.telling.truth_minutes = asked_at.elapsed().as_secs_f64() / 60.0;
        let told_ms = asked_at.elapsed().as_secs_f64() * 1e3;
        let near = self.available("Bahnhof").await?;
        self.note(
            29,
            format!(
                "a shopper asks for it there: told in {told_ms:.1} ms that it is gone, {near} at Bahnhof"
            ),
        );
        let asked_at = Instant::now();
        let order: Value = self.order(2, "Bahnhof").await?.success()?.parse()?;
        let ordered_ms = asked_at.elapsed().as_secs_f64() * 1e3;
        self.note(
            30,
            format!("orders it at Bahnhof: held, paid and on the associate's list in {ordered_ms:.1} ms"),
        );
        self.serve(&order).await?;
        Ok(self.telling)
    }

    async fn serve(&mut self, order: &Value) -> Result<(), DemoError> {
        let name = order["order"].as_str().unwrap_or_default().to_owned();
        let step =
            |step: &str, body: Value| Call::post(format!("/v1/orders/{name}/fulfilments/1/{step}"), &body);
        self.until(40).await;
        done(&self.client, step("pick", json!({}))?).await?;
        done(&self.client, step("stage", json!({"place": "A7"}))?).await?;
        self.note(40, "picked and staged at A7");
        self.until(75).await;
        let code = json!({"code": order["pickup_code"]});
        let after: Value = done(&self.client, step("hand_over", code)?).await?.parse()?;
        self.telling.kept = after["state"] == "completed";
        self.note(75, "collected with the code; captured then, not before");
        Ok(())
    }
}

/// Both tellings, minute by minute, and what they came to.
fn side_by_side(stale: &Telling, live: &Telling) -> String {
    const WIDTH: usize = 66;
    let mut minutes: Vec<u32> = stale.lines.iter().chain(&live.lines).map(|(minute, _)| *minute).collect();
    minutes.sort_unstable();
    minutes.dedup();
    let mut text = format!("min  {:<WIDTH$}  Realtail\n", "a stock file every 30 minutes");
    let at = |telling: &Telling, minute: u32| {
        let here = telling.lines.iter().filter(|(m, _)| *m == minute);
        here.flat_map(|(_, what)| wrapped(what, WIDTH)).collect::<Vec<_>>()
    };
    for minute in minutes {
        let (left, right) = (at(stale, minute), at(live, minute));
        for row in 0..left.len().max(right.len()) {
            let clock = if row == 0 { format!("{minute:>3}") } else { "   ".to_owned() };
            let cell = |cells: &[String]| cells.get(row).cloned().unwrap_or_default();
            text += format!("{clock}  {:<WIDTH$}  {}", cell(&left), cell(&right)).trim_end();
            text += "\n";
        }
    }
    let minute_ms = MINUTE.as_secs_f64() * 1e3;
    let row = |what: &str, left: String, right: String| {
        format!("     {:<WIDTH$}  {right}\n", format!("{what}: {left}"))
    };
    text += &row(
        "from the sale until the web knows",
        format!("{:.0} minutes", stale.web_knows_ms / minute_ms),
        format!("{:.1} ms", live.web_knows_ms),
    );
    text += &row(
        "from the order until the shopper knows",
        format!("{:.0} minutes", stale.truth_minutes),
        format!("{:.1} ms", live.truth_minutes * 60_000.0),
    );
    let kept = |telling: &Telling| if telling.kept { "yes" } else { "no" }.to_owned();
    text += &row("the promise was kept", kept(stale), kept(live));
    text
}

/// Words in lines of at most `width` letters.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}
