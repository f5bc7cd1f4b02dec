//! One line: who it is, what it sends, and what it is told, in that order.

use crate::broker::{Shared, count};
use crate::desk::Refused;
use crate::packet::{Connect, Fault, Packet, Publish, Version, Will, reason};
use crate::sessions::Client;
use crate::topic;
use crate::write::{Answer, Verdict, Writer};
use crate::{packet, read};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesOrdered, StreamExt};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::Notify;
use tokio::time::{Instant as Moment, sleep_until, timeout};

/// Messages of a line that may wait for the engine; with more, nothing further is read.
const INFLIGHT_MAX: usize = 256;
/// How often, and how long apart, a message is offered to an engine that has no time.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);
/// A line that never says how often it will be heard may be quiet for so long.
const QUIET_MAX: Duration = Duration::from_secs(86_400);
/// How long a line that was ended may go on sending.
const LINGER: Duration = Duration::from_secs(1);
/// How much is read at once.
const CHUNK_BYTES: usize = 16_384;

/// Why a line ends.
enum End {
    /// It said so, and nothing is to be told of it.
    Goodbye,
    /// It is gone.
    Gone,
    /// It broke the rules, or its time is up.
    Fault(Fault),
}

const SILENT: End = End::Fault(Fault { code: reason::KEEP_ALIVE, what: "nothing was heard for too long" });

/// What came of a message, and whether the line goes on.
type Taken = Result<Option<Answer>, Fault>;

struct Line {
    shared: Arc<Shared>,
    from: OwnedReadHalf,
    to: OwnedWriteHalf,
    buffer: Vec<u8>,
    out: Vec<u8>,
    writer: Writer,
}

/// A line that was let in.
struct Member {
    client: Client,
    keep_alive: Duration,
    expiry_s: u32,
    will: Option<Will>,
    ended: Arc<Notify>,
    waiting: FuturesOrdered<BoxFuture<'static, Taken>>,
}

pub(crate) async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    // An answer is small, and somebody waits for it.
    let _ = stream.set_nodelay(true);
    let (from, to) = stream.into_split();
    let writer = Writer { version: Version::V4, wants_reasons: true, packet_bytes_max: u32::MAX };
    let (buffer, out) = (Vec::new(), Vec::new());
    let mut line = Line { shared: shared.clone(), from, to, buffer, out, writer };
    let Some(mut member) = line.welcome().await else {
        count(&shared.counters.turned_away);
        return;
    };
    count(&shared.counters.let_in);
    shared.counters.connected.fetch_add(1, Ordering::Relaxed);
    let end = line.run(&mut member).await;
    line.finish(&mut member, &end).await;
    shared.counters.connected.fetch_sub(1, Ordering::Relaxed);
    shared.sessions.close(&member.client, &member.ended, member.expiry_s);
    if let (End::Gone | End::Fault(_), Some(will)) = (end, member.will) {
        // The line may be up again before it is told of.
        tokio::spawn(tell(shared, member.client, will));
    }
}

/// The will of a device says that it is silent, whatever its payload.
async fn tell(shared: Arc<Shared>, client: Client, will: Will) {
    if will.delay_s > 0 {
        let mut stop = shared.stop.clone();
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(u64::from(will.delay_s))) => (),
            _ = stop.changed() => return,
        }
        if shared.sessions.is_connected(&client) {
            return;
        }
    }
    let Ok((site, device, _)) = topic::device(&will.topic) else { return };
    if shared.desk.silent(client.0, site, device).await.is_err() {
        count(&shared.counters.refused);
    }
}

impl Line {
    async fn flush(&mut self) -> bool {
        let wrote = timeout(self.shared.settings.patience, self.to.write_all(&self.out)).await;
        self.out.clear();
        matches!(wrote, Ok(Ok(())))
    }

    /// The next frame, where it has come in whole.
    fn frame(&mut self) -> Result<Option<(u8, Vec<u8>)>, Fault> {
        let mut rest = self.buffer.as_slice();
        let frame = read::frame(&mut rest, self.shared.settings.packet_bytes_max)?;
        let used = self.buffer.len() - rest.len();
        self.buffer.drain(..used);
        Ok(frame)
    }

    async fn connect(&mut self) -> Result<Connect, Option<Fault>> {
        loop {
            // Whoever speaks another protocol is not waited for.
            if self.buffer.first().is_some_and(|first| *first != 0x10) {
                return Err(Some(Fault::protocol("a line that does not begin with CONNECT")));
            }
            if let Some((first, body)) = self.frame()? {
                return match read::packet(first, &body, None)? {
                    Packet::Connect(connect) => Ok(*connect),
                    _ => Err(None),
                };
            }
            let mut chunk = [0; 1024];
            match self.from.read(&mut chunk).await {
                Ok(0) | Err(_) => return Err(None),
                Ok(n) => self.buffer.extend_from_slice(&chunk[..n]),
            }
        }
    }

    /// Lets a line in, or tells it why not.
    async fn welcome(&mut self) -> Option<Member> {
        let connect = match timeout(self.shared.settings.patience, self.connect()).await {
            Ok(Ok(connect)) => connect,
            Ok(Err(Some(fault))) => {
                if fault.code == reason::UNSUPPORTED_VERSION {
                    self.turn_away(fault.code, fault.what).await;
                }
                tracing::debug!("a line was turned away: {fault}");
                return None;
            }
            Ok(Err(None)) | Err(_) => return None,
        };
        let Connect { version, wants_reasons, packet_bytes_max, .. } = connect;
        self.writer = Writer { version, wants_reasons, packet_bytes_max };
        match self.member(connect) {
            Ok((member, welcome)) => {
                self.writer.write(&welcome, &mut self.out);
                Some(member)
            }
            Err((code, why)) => {
                tracing::info!("a line was turned away: {why}");
                self.turn_away(code, &why).await;
                None
            }
        }
    }

    async fn turn_away(&mut self, code: u8, why: &str) {
        self.writer.write(&Answer::NotWelcome { code, why: why.to_owned() }, &mut self.out);
        self.flush().await;
    }

    fn member(&self, connect: Connect) -> Result<(Member, Answer), (u8, String)> {
        let Connect { version, clean, keep_alive_s, session_expiry_s, has_method, client, will, .. } =
            connect;
        if has_method {
            return Err((reason::BAD_METHOD, "no authentication method is known here".to_owned()));
        }
        if client.is_empty() && version == Version::V4 && !clean {
            return Err((reason::BAD_CLIENT, "a session that is kept needs a client identifier".to_owned()));
        }
        let secret = match (&connect.password, &connect.user) {
            (Some(password), _) => std::str::from_utf8(password).unwrap_or_default(),
            (None, Some(user)) => user,
            (None, None) => "",
        };
        let key = self.shared.desk.admit(secret).map_err(|refused| match refused {
            Refused::UnknownKey => {
                (reason::BAD_PASSWORD, "send an API key as the password; this one is unknown".to_owned())
            }
            Refused::NotAllowed(why) | Refused::Invalid(why) => (reason::NOT_AUTHORIZED, why),
            Refused::Busy => (reason::BUSY, "the engine has no time; come back".to_owned()),
        })?;
        let assigned = client.is_empty().then(|| {
            let turn = self.shared.counters.let_in.load(Ordering::Relaxed);
            format!("line-{}-{turn}", self.shared.desk.now().micros())
        });
        let client = (key, assigned.clone().unwrap_or(client));
        let (session_present, ended) = self.shared.sessions.open(&client, clean, session_expiry_s);
        // Half as long again as the device promised to be heard.
        let keep_alive = match keep_alive_s {
            0 => QUIET_MAX,
            seconds => Duration::from_millis(u64::from(seconds) * 1500),
        };
        let welcome = Answer::Welcome {
            session_present,
            assigned,
            packet_bytes_max: self.shared.settings.packet_bytes_max.try_into().unwrap_or(u32::MAX),
            inflight_max: INFLIGHT_MAX as u16,
        };
        let (expiry_s, waiting) = (session_expiry_s, FuturesOrdered::new());
        Ok((Member { client, keep_alive, expiry_s, will, ended, waiting }, welcome))
    }

    async fn run(&mut self, member: &mut Member) -> End {
        let mut stop = self.shared.stop.clone();
        let mut deadline = Moment::now() + member.keep_alive;
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            while member.waiting.len() < INFLIGHT_MAX {
                let frame = match self.frame() {
                    Ok(Some(frame)) => frame,
                    Ok(None) => break,
                    Err(fault) => return End::Fault(fault),
                };
                deadline = Moment::now() + member.keep_alive;
                match read::packet(frame.0, &frame.1, Some(self.writer.version)) {
                    Ok(packet) => {
                        if let Some(end) = self.handle(packet, member) {
                            return end;
                        }
                    }
                    Err(fault) => return End::Fault(fault),
                }
            }
            while let Some(Some(taken)) = member.waiting.next().now_or_never() {
                if let Err(fault) = self.note(taken) {
                    return End::Fault(fault);
                }
            }
            if !self.out.is_empty() && !self.flush().await {
                return End::Gone;
            }
            let (has_room, is_idle) = (member.waiting.len() < INFLIGHT_MAX, member.waiting.is_empty());
            tokio::select! {
                Some(taken) = member.waiting.next(), if !is_idle => if let Err(fault) = self.note(taken) {
                    return End::Fault(fault);
                },
                came = self.from.read(&mut chunk), if has_room => match came {
                    Ok(0) | Err(_) => return End::Gone,
                    Ok(n) => self.buffer.extend_from_slice(&chunk[..n]),
                },
                () = sleep_until(deadline), if is_idle => return SILENT,
                () = member.ended.notified() => {
                    return End::Fault(Fault { code: reason::TAKEN_OVER, what: "another line of this client took over" });
                }
                _ = stop.changed() => {
                    return End::Fault(Fault { code: reason::STOPPING, what: "the engine stops" });
                }
            }
        }
    }

    fn handle(&mut self, packet: Packet, member: &mut Member) -> Option<End> {
        let answer = match packet {
            Packet::Connect(_) => return Some(End::Fault(Fault::protocol("a second CONNECT"))),
            Packet::Publish(publish) => {
                let taking = take(self.shared.clone(), member.client.clone(), self.writer.version, publish);
                member.waiting.push_back(taking.boxed());
                return None;
            }
            Packet::Release(id) => {
                let was = self.shared.sessions.release(&member.client, id);
                Answer::Completed { id, code: if was { 0 } else { packet::reason::UNKNOWN_PACKET } }
            }
            Packet::Subscribe { id, filters } => {
                Answer::NotSubscribed { id, filters, code: reason::NOT_AUTHORIZED }
            }
            Packet::Unsubscribe { id, filters } => {
                Answer::NotUnsubscribed { id, filters, code: reason::NO_SUBSCRIPTION }
            }
            Packet::Ping => Answer::Pong,
            Packet::Disconnect { code: reason::WITH_WILL } => return Some(End::Gone),
            Packet::Disconnect { .. } => return Some(End::Goodbye),
        };
        self.writer.write(&answer, &mut self.out);
        None
    }

    fn note(&mut self, taken: Taken) -> Result<(), Fault> {
        if let Some(answer) = taken? {
            self.writer.write(&answer, &mut self.out);
        }
        Ok(())
    }

    /// What came in before the end is still taken, and answered where somebody listens.
    async fn finish(&mut self, member: &mut Member, end: &End) {
        let patience = self.shared.settings.patience;
        let rest = async {
            while let Some(taken) = member.waiting.next().await {
                if let Ok(Some(answer)) = taken {
                    self.writer.write(&answer, &mut self.out);
                }
            }
        };
        let _ = timeout(patience, rest).await;
        if let End::Fault(fault) = end {
            let is_ours = [reason::STOPPING, reason::TAKEN_OVER, reason::KEEP_ALIVE].contains(&fault.code);
            if !is_ours {
                count(&self.shared.counters.broken);
                tracing::info!("a line ended: {fault}");
            }
            self.writer.write(&Answer::Bye { code: fault.code, why: fault.what }, &mut self.out);
        }
        if !self.flush().await || self.to.shutdown().await.is_err() {
            return;
        }
        // What nobody reads would have the machine take back what was just said.
        let mut chunk = [0; 4096];
        let rest = async { while self.from.read(&mut chunk).await.is_ok_and(|n| n > 0) {} };
        let _ = timeout(LINGER, rest).await;
    }
}

/// Takes a message in; what comes of it is told once it is durable.
async fn take(shared: Arc<Shared>, client: Client, version: Version, publish: Publish) -> Taken {
    let Publish { dup, qos, id, topic, payload } = publish;
    if qos == 2 && shared.sessions.was_received(&client, id) {
        return Ok(Some(Answer::Received(id, Verdict::default())));
    }
    let now = shared.desk.now();
    let at =
        if qos == 0 { now } else { shared.sessions.came_in(&client, (id, dup), &(&topic, &payload), now) };
    let verdict = match topic::message(&topic, &payload, at) {
        Ok(message) => match offer(&shared, &client, message).await {
            Ok(()) => Verdict::default(),
            Err(refused) => {
                let ends = match refused {
                    // Version 3.1.1 has no word for it, and an acknowledgement would be none.
                    Refused::Busy => version == Version::V4,
                    Refused::UnknownKey => true,
                    Refused::NotAllowed(_) | Refused::Invalid(_) => false,
                };
                let verdict = topic::verdict(refused);
                if ends {
                    return Err(Fault { code: verdict.code, what: "a message that cannot be taken now" });
                }
                verdict
            }
        },
        Err(verdict) => verdict,
    };
    if verdict.code == 0 {
        count(&shared.counters.taken);
    } else if count(&shared.counters.refused).is_multiple_of(1000) {
        let (code, bytes) = (verdict.code, payload.len());
        tracing::warn!("a message of {bytes} bytes was refused with the reason {code:#04x}, as are others");
    }
    Ok(match qos {
        0 => None,
        1 => Some(Answer::Acknowledged(id, verdict)),
        _ => {
            if verdict.code == 0 {
                shared.sessions.receive(&client, id);
            }
            Some(Answer::Received(id, verdict))
        }
    })
}

/// Offers it again where the engine has no time: nothing further is read of the line meanwhile.
async fn offer(shared: &Shared, client: &Client, message: crate::desk::Message) -> Result<(), Refused> {
    for _ in 1..TRIES {
        match shared.desk.take(client.0, message.clone()).await {
            Err(Refused::Busy) => tokio::time::sleep(PAUSE).await,
            outcome => return outcome,
        }
    }
    shared.desk.take(client.0, message).await
}
