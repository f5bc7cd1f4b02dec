//! Redis 7 with a Lua script and an append-only file synced before every answer.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process::{Folder, Server, find_program, free_addr};
use crate::reply::{Parsed, Protocol};
use crate::shop::{self, Shop};
use crate::template::Template;

/// All or nothing on one item and site: the same decision a hold is.
const HOLD: &str = r"
local stock = redis.call('HMGET', KEYS[1], 'on_hand', 'reserved')
if tonumber(stock[1]) - tonumber(stock[2]) < tonumber(ARGV[1]) then return 0 end
redis.call('HINCRBY', KEYS[1], 'reserved', ARGV[1])
redis.call('HSET', KEYS[2], 'stock', KEYS[1], 'quantity', ARGV[1], 'owner', ARGV[2], 'channel', ARGV[3],
  'expires_at', ARGV[4])
return 1";

/// Writes opening stock for a range of items at all sites.
const FILL: &str = r"
for item = ARGV[1], ARGV[2] - 1 do
  for site = 0, ARGV[3] - 1 do
    redis.call('HSET', string.format('stock:%05d:%03d', item, site), 'on_hand', 1000000000, 'reserved', 0)
  end
end
return 1";

/// A running Redis with opening stock.
#[derive(Debug)]
pub struct Redis {
    /// The process.
    pub server: Server,
    script: String,
    _folder: Folder,
}

impl Redis {
    /// Starts and fills it.
    pub fn start(temp: &Path, shop: Shop) -> Result<Redis> {
        let program = find_program(&["redis-server"], &["/usr/bin"])
            .context("redis-server is not installed (Debian: apt-get install redis-server)")?;
        let folder = Folder::new(temp, "redis")?;
        let addr = free_addr()?;
        let mut command = Command::new(program);
        let port = addr.port().to_string();
        command.current_dir(folder.path()).args(["--bind", "127.0.0.1", "--port", &port, "--save", ""]);
        command.args(["--appendonly", "yes", "--appendfsync", "no"]);
        // Rewriting the file in the middle of a round would only be to its disadvantage.
        command.args(["--auto-aof-rewrite-percentage", "0"]);
        let mut server = Server::start("redis", command, addr, folder.path())?;
        server.wait_until(Duration::from_secs(20), |addr| {
            call(addr, &["PING"]).is_ok_and(|reply| reply.starts_with("+PONG"))
        })?;
        for from in (0..shop.items).step_by(100) {
            let until = (from + 100).min(shop.items);
            call(addr, &["EVAL", FILL, "0", &from.to_string(), &until.to_string(), &shop.sites.to_string()])?;
        }
        call(addr, &["CONFIG", "SET", "appendfsync", "always"])?;
        let reply = call(addr, &["SCRIPT", "LOAD", HOLD])?;
        let script = reply.lines().nth(1).context("SCRIPT LOAD gave no digest")?.to_owned();
        Ok(Redis { server, script, _folder: folder })
    }

    /// One hold of one unit.
    pub fn hold(&self, shop: Shop) -> Template {
        let expires_at = shop::unix_ms() + shop::EXPIRES_IN_MS;
        let words = [
            "EVALSHA".to_owned(),
            self.script.clone(),
            "2".to_owned(),
            "stock:<item>:<site>".to_owned(),
            "hold:<hold>".to_owned(),
            "1".to_owned(),
            "shopper-<owner>".to_owned(),
            "web".to_owned(),
            expires_at.to_string(),
        ];
        let marks = shop.marks();
        let mut text = format!("*{}\r\n", words.len());
        for word in &words {
            let length = marks
                .iter()
                .fold(word.clone(), |word, mark| word.replace(mark.name, &"0".repeat(mark.digits)));
            text += &format!("${}\r\n{word}\r\n", length.len());
        }
        Template::new(&text, &marks)
    }
}

/// One command on a connection of its own.
fn call(addr: SocketAddr, words: &[&str]) -> Result<String> {
    let mut socket = TcpStream::connect(addr).context("connect to redis")?;
    let mut request = format!("*{}\r\n", words.len());
    for word in words {
        request += &format!("${}\r\n{word}\r\n", word.len());
    }
    socket.write_all(request.as_bytes()).context("send to redis")?;
    let mut received = Vec::new();
    loop {
        match Protocol::Resp.parse(&received) {
            Parsed::Reply { status: 200, body, .. } => return Ok(String::from_utf8_lossy(body).into_owned()),
            Parsed::Reply { body, .. } => bail!("redis: {}", String::from_utf8_lossy(body)),
            Parsed::Broken(reason) => bail!("redis: {reason}"),
            Parsed::Incomplete => (),
        }
        let mut chunk = [0; 4096];
        let count = socket.read(&mut chunk).context("read from redis")?;
        if count == 0 {
            bail!("redis closed the connection");
        }
        received.extend_from_slice(&chunk[..count]);
    }
}
