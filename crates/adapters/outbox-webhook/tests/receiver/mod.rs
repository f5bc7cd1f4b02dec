//! A webhook receiver on a real socket that does what its script says.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What the receiver does with a request.
#[derive(Clone, Debug)]
pub enum Does {
    /// Answers with a status and further header lines.
    Answers(u16, &'static str),
    /// Answers 204 after a while.
    Slow(Duration),
    /// Reads and never answers.
    Hangs,
}

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Got {
    pub at: Instant,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Got {
    pub fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }
}

#[derive(Default)]
struct State {
    got: Vec<Got>,
    script: VecDeque<Does>,
    by_id: BTreeMap<String, Vec<Does>>,
}

/// Listens until the test ends.
#[derive(Clone)]
pub struct Receiver {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Receiver {
    /// Takes everything, once its script is at its end.
    pub fn new(script: impl IntoIterator<Item = Does>) -> Receiver {
        Receiver::on(TcpListener::bind("127.0.0.1:0").expect("a port"), script)
    }

    pub fn on(listener: TcpListener, script: impl IntoIterator<Item = Does>) -> Receiver {
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(Mutex::new(State { script: script.into_iter().collect(), ..State::default() }));
        let receiver = Receiver { address, state };
        let of_thread = receiver.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let receiver = of_thread.clone();
                std::thread::spawn(move || receiver.serve(stream));
            }
        });
        receiver
    }

    /// What to do, again and again, with one letter, whatever the script says of others.
    pub fn with(self, id: &str, does: &[Does]) -> Receiver {
        self.state.lock().expect("no panic").by_id.insert(id.to_owned(), does.to_vec());
        self
    }

    pub fn url(&self) -> String {
        format!("http://{}/hook?shop=1", self.address)
    }

    pub fn got(&self) -> Vec<Got> {
        self.state.lock().expect("no panic").got.clone()
    }

    pub fn ids(&self) -> Vec<String> {
        self.got().iter().map(|got| got.id().to_owned()).collect()
    }

    fn serve(&self, stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
        let mut stream = stream;
        while let Some(got) = read(&mut reader) {
            match self.note(got) {
                Does::Answers(status, header) => {
                    let answer = format!("HTTP/1.1 {status} x\r\nContent-Length: 2\r\n{header}\r\nno");
                    if stream.write_all(answer.as_bytes()).is_err() {
                        return;
                    }
                }
                Does::Slow(wait) => {
                    std::thread::sleep(wait);
                    if stream.write_all(b"HTTP/1.1 204 x\r\n\r\n").is_err() {
                        return;
                    }
                }
                Does::Hangs => std::thread::sleep(Duration::from_secs(60)),
            }
        }
    }

    fn note(&self, got: Got) -> Does {
        let mut state = self.state.lock().expect("no panic");
        let id = got.id().to_owned();
        state.got.push(got);
        if let Some(does) = state.by_id.get_mut(&id)
            && !does.is_empty()
        {
            return if does.len() > 1 { does.remove(0) } else { does[0].clone() };
        }
        state.script.pop_front().unwrap_or(Does::Answers(200, ""))
    }
}

fn read(reader: &mut BufReader<TcpStream>) -> Option<Got> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
    assert!(line.starts_with("POST /hook?shop=1 HTTP/1.1"), "{line}");
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let mut body = vec![0; headers.get("content-length")?.parse().ok()?];
    reader.read_exact(&mut body).ok()?;
    Some(Got { at: Instant::now(), headers, body: String::from_utf8(body).expect("text") })
}
