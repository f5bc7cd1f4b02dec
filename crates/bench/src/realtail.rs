//! Realtail itself, started as a user would and loaded through its public interface.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};

use crate::process::{Folder, Server, free_addr};
use crate::shop::Shop;
use crate::template::Template;
use crate::wire::Wire;

const KEY: &str = "bench-0123456789abcdef0123456789abcdef";
const MOVES_A_CALL: u64 = 5_000;
const CATALOGUE_A_CALL: u32 = 5_000;
const LOADERS: u64 = 4;
/// A move may not be larger.
const UNITS_A_MOVE: u32 = 1_000_000;

/// A running Realtail.
#[derive(Debug)]
pub struct Realtail {
    /// The process.
    pub server: Server,
    binary: PathBuf,
    folder: Folder,
}

impl Realtail {
    /// Starts it on an empty data folder.
    pub fn start(binary: Option<&Path>, temp: &Path) -> Result<Realtail> {
        let binary = match binary {
            Some(file) => file.canonicalize().with_context(|| format!("find {}", file.display()))?,
            None => std::env::current_exe().context("find this program")?,
        };
        let folder = Folder::new(temp, "realtail")?;
        let (server, _) = launch(&binary, folder.path(), free_addr()?)?;
        Ok(Realtail { server, binary, folder })
    }

    /// Starts it again on the same folder, and says how long until it was ready.
    pub fn restart(&mut self) -> Result<Duration> {
        let (server, took) = launch(&self.binary, self.folder.path(), free_addr()?)?;
        self.server = server;
        Ok(took)
    }

    /// Its data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A connection for single calls.
    pub fn wire(&self) -> Result<Wire> {
        Wire::open(self.server.addr, KEY)
    }

    /// Sites and items of a shop, and `bare` items of which there is no stock.
    pub fn load_catalogue(&self, shop: Shop, bare: u32) -> Result<()> {
        let mut wire = self.wire()?;
        let sites = (0..shop.sites).map(|site| {
            let (lat, lon) = position(site);
            format!(
                concat!(
                    r#"{{"site":"site-{site:03}","name":"Store {site}","kind":"store","timezone":"Europe/Amsterdam","#,
                    r#""position":{{"lat":{lat:.3},"lon":{lon:.3}}}}}"#
                ),
                site = site,
                lat = lat,
                lon = lon
            )
        });
        wire.must("POST", "/v1/sites:batch", &list("sites", sites))?;
        for from in (0..shop.items).step_by(CATALOGUE_A_CALL as usize) {
            let until = (from + CATALOGUE_A_CALL).min(shop.items);
            let items =
                (from..until).map(|item| format!(r#"{{"item":"item-{item:05}","name":"Item {item}"}}"#));
            wire.must("POST", "/v1/items:batch", &list("items", items))?;
        }
        if bare > 0 {
            let items =
                (0..bare).map(|item| format!(r#"{{"item":"bare-{item:05}","name":"Unbooked {item}"}}"#));
            wire.must("POST", "/v1/items:batch", &list("items", items))?;
        }
        Ok(())
    }

    /// So many units of every item at every site; only the first `pairs` of them.
    pub fn load_stock(&self, shop: Shop, units: u32, pairs: u64) -> Result<()> {
        self.load_stock_where(shop, units, pairs, |_| true)
    }

    /// The same, of the pairs that are carried.
    pub fn load_stock_where(
        &self,
        shop: Shop,
        units: u32,
        pairs: u64,
        carried: fn(u64) -> bool,
    ) -> Result<()> {
        let begin = Instant::now();
        std::thread::scope(|scope| {
            let loaders: Vec<_> = (0..LOADERS)
                .map(|loader| {
                    scope.spawn(move || -> Result<()> {
                        let mut wire = self.wire()?;
                        let calls = (loader * MOVES_A_CALL..pairs).step_by((LOADERS * MOVES_A_CALL) as usize);
                        for from in calls {
                            let some = (from..(from + MOVES_A_CALL).min(pairs)).filter(|&pair| carried(pair));
                            let moves = some.map(|pair| {
                                receipt(
                                    (pair / u64::from(shop.sites)) as u32,
                                    pair % u64::from(shop.sites),
                                    units,
                                )
                            });
                            wire.must("POST", "/v1/stock/moves", &list("moves", moves))?;
                            if loader == 0 && from / 1_000_000 != (from + LOADERS * MOVES_A_CALL) / 1_000_000
                            {
                                eprintln!("  {} of {pairs} pairs after {:.0?}", from, begin.elapsed());
                            }
                        }
                        Ok(())
                    })
                })
                .collect();
            loaders
                .into_iter()
                .try_for_each(|loader| loader.join().map_err(|_| anyhow!("a loader panicked"))?)
        })
    }

    /// So many more units of the first item at the first site.
    pub fn load_hot(&self, units: u64) -> Result<()> {
        let mut wire = self.wire()?;
        let moves = (0..units / u64::from(UNITS_A_MOVE)).map(|_| receipt(0, 0, UNITS_A_MOVE));
        wire.must("POST", "/v1/stock/moves", &list("moves", moves)).map(|_| ())
    }

    /// A request with this body; marks stand where numbers will be.
    pub fn post(path: &str, content_type: &str, body: &str, marks: &[crate::template::Mark]) -> Template {
        let authorization = format!("Bearer {KEY}");
        Template::new(body, marks).http(
            "POST",
            path,
            &[("authorization", &authorization), ("content-type", content_type)],
        )
    }

    /// A request without a body.
    pub fn get(path: &str, marks: &[crate::template::Mark]) -> Template {
        // The marks stand in the path: fill the whole request, not only a body.
        let text = format!("GET {path} HTTP/1.1\r\nhost: realtail\r\nauthorization: Bearer {KEY}\r\n\r\n");
        Template::new(&text, marks)
    }
}

fn launch(binary: &Path, folder: &Path, addr: SocketAddr) -> Result<(Server, Duration)> {
    let mut command = Command::new(binary);
    command.arg("serve").arg("--data").arg(folder.join("data")).args(["--listen", &addr.to_string()]);
    command.env("REALTAIL_ADMIN_KEY", KEY).current_dir(folder);
    let begin = Instant::now();
    let mut server = Server::start("realtail", command, addr, folder)?;
    server.wait_until(Duration::from_secs(300), is_ready)?;
    Ok((server, begin.elapsed()))
}

fn is_ready(addr: SocketAddr) -> bool {
    let answer = Wire::open(addr, KEY).and_then(|mut wire| wire.call("GET", "/readyz", ""));
    matches!(answer, Ok((200, _)))
}

/// Somewhere in a country of 250 km by 200 km, always the same for a site.
fn position(site: u32) -> (f64, f64) {
    let share = |step: u32| f64::from(site * step % 1000) / 1000.0;
    (51.0 + 2.25 * share(379), 4.0 + 3.0 * share(733))
}

/// `{"NAME":[…]}`.
pub fn list(name: &str, entries: impl Iterator<Item = String>) -> String {
    format!(r#"{{"{name}":[{}]}}"#, entries.collect::<Vec<_>>().join(","))
}

fn receipt(item: u32, site: u64, units: u32) -> String {
    format!(
        concat!(
            r#"{{"item":"item-{item:05}","quantity":{units},"from":{{"outside":"supplier"}},"#,
            r#""to":{{"site":"site-{site:03}"}},"reason":"receipt"}}"#
        ),
        item = item,
        site = site,
        units = units
    )
}
