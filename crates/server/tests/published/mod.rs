//! What agents publish, for tests: profiles that answer as they are told to, and keys that sign requests (RFC 9421).

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How an address answers.
#[derive(Clone)]
pub struct Page {
    pub status: &'static str,
    pub head: &'static str,
    pub body: String,
    pub after: Duration,
}

impl Page {
    /// At once, and as it should be.
    pub fn of(body: &Value) -> Page {
        let head = "Cache-Control: public, max-age=60\r\n";
        Page { status: "200 OK", head, body: body.to_string(), after: Duration::ZERO }
    }
}

/// A server of profiles.
pub struct Publisher {
    base: String,
    pages: Arc<Mutex<BTreeMap<String, (Page, usize)>>>,
}

impl Publisher {
    pub fn listen() -> Publisher {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let pages = Arc::new(Mutex::new(BTreeMap::new()));
        let known = pages.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let known = known.clone();
                std::thread::spawn(move || serve(stream, &known));
            }
        });
        Publisher { base, pages }
    }

    /// Answers so under a path from now on; the address as the header `UCP-Agent` names it.
    pub fn publish(&self, path: &str, page: Page) -> String {
        let mut pages = self.pages.lock().expect("whole");
        let asked = pages.get(path).map_or(0, |(_, asked)| *asked);
        pages.insert(path.to_owned(), (page, asked));
        format!("profile=\"{}{path}\"", self.base)
    }

    /// How often a path was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.pages.lock().expect("whole")[path].1
    }
}

fn serve(stream: TcpStream, pages: &Mutex<BTreeMap<String, (Page, usize)>>) {
    let mut reader = BufReader::new(stream);
    let mut asked = String::new();
    reader.read_line(&mut asked).expect("a line");
    let path = asked.split(' ').nth(1).expect("a path").to_owned();
    let page = {
        let mut pages = pages.lock().expect("whole");
        let (page, asked) = pages.get_mut(&path).expect("a page");
        *asked += 1;
        page.clone()
    };
    std::thread::sleep(page.after);
    let Page { status, head, body, .. } = page;
    let length = body.len();
    let answer =
        format!("HTTP/1.1 {status}\r\n{head}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}");
    // Whoever asked may have gone, or have enough.
    let _ = reader.into_inner().write_all(answer.as_bytes());
}

/// A profile with capabilities in this release of the protocol, and with keys.
pub fn profile(names: &[&str], keys: &[&Key]) -> Value {
    let each =
        names.iter().map(|name| (format!("dev.ucp.shopping.{name}"), json!([{"version": "2026-04-08"}])));
    let capabilities: serde_json::Map<String, Value> = each.collect();
    let keys: Vec<Value> = keys.iter().map(|key| key.public()).collect();
    json!({
        "ucp": {"version": "2026-04-08", "services": {}, "payment_handlers": {}, "capabilities": capabilities},
        "signing_keys": keys,
    })
}

/// A key that signs.
pub struct Key {
    pub kid: String,
    pair: Pair,
}

enum Pair {
    Es256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl Key {
    pub fn es256(kid: &str) -> Key {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random);
        Key { kid: kid.to_owned(), pair: Pair::Es256(pair.expect("a key")) }
    }

    /// Named by its own thumbprint.
    pub fn ed25519() -> Key {
        let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("a key");
        let pair = Ed25519KeyPair::from_pkcs8(made.as_ref()).expect("a key");
        let x = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
        Key { kid: URL_SAFE_NO_PAD.encode(Sha256::digest(members)), pair: Pair::Ed25519(pair) }
    }

    fn public(&self) -> Value {
        match &self.pair {
            Pair::Es256(pair) => {
                let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
                let (x, y) = (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y));
                json!({"kid": self.kid, "kty": "EC", "crv": "P-256", "x": x, "y": y, "use": "sig", "alg": "ES256"})
            }
            Pair::Ed25519(pair) => {
                let x = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
                json!({"kid": self.kid, "kty": "OKP", "crv": "Ed25519", "x": x})
            }
        }
    }

    fn sign(&self, text: &str) -> String {
        match &self.pair {
            Pair::Es256(pair) => {
                STANDARD.encode(pair.sign(&SystemRandom::new(), text.as_bytes()).expect("signed"))
            }
            Pair::Ed25519(pair) => STANDARD.encode(pair.sign(text.as_bytes())),
        }
    }
}

/// The clock of whoever signs, in seconds since 1970.
pub fn now_s() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    i64::try_from(now.as_secs()).expect("soon enough")
}

/// A request, to be signed and then sent.
#[derive(Clone)]
pub struct Signed {
    pub method: &'static str,
    pub path: String,
    pub authority: String,
    pub body: String,
    /// All headers but those of the signature; those that are covered by it are all of these.
    pub headers: Vec<(String, String)>,
}

impl Signed {
    pub fn new(method: &'static str, path: &str, authority: &str, body: &str) -> Signed {
        let mut headers = Vec::new();
        if !body.is_empty() {
            let digest = STANDARD.encode(Sha256::digest(body));
            headers.push(("content-digest".to_owned(), format!("sha-256=:{digest}:")));
            headers.push(("content-type".to_owned(), "application/json".to_owned()));
        }
        Signed {
            method,
            path: path.to_owned(),
            authority: authority.to_owned(),
            body: body.to_owned(),
            headers,
        }
    }

    pub fn with(mut self, name: &str, value: &str) -> Signed {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Signed {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    /// Signs it under a label, with more to be said of the signature: `;created=17`.
    pub fn sign(&self, key: &Key, label: &str, params: &str) -> (String, String) {
        let derived = [
            ("@method", self.method),
            ("@authority", self.authority.as_str()),
            ("@path", self.path.as_str()),
        ];
        let headers = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let covered: Vec<(String, &str)> =
            derived.into_iter().chain(headers).map(|(n, v)| (identifier(n), v)).collect();
        let names: Vec<&str> = covered.iter().map(|(name, _)| name.as_str()).collect();
        let params = format!("({});keyid=\"{}\"{params}", names.join(" "), key.kid);
        let lines = covered.iter().map(|(name, value)| {
            // Of this field, a member is covered.
            let value =
                if name.contains(";key=") { value.split_once('=').expect("a member").1 } else { *value };
            format!("{name}: {value}\n")
        });
        let text: String = lines.chain([format!("\"@signature-params\": {params}")]).collect();
        (format!("{label}={params}"), format!("{label}=:{}:", key.sign(&text)))
    }

    /// With one signature on it.
    pub fn signed(self, key: &Key, params: &str) -> Signed {
        let (input, signature) = self.sign(key, "sig1", params);
        self.with("signature-input", &input).with("signature", &signature)
    }
}

fn identifier(name: &str) -> String {
    let member = if name == "signature-agent" { ";key=\"sig1\"" } else { "" };
    format!("\"{name}\"{member}")
}
