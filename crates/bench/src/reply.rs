//! Just enough of HTTP/1.1 and RESP to know where a reply ends and whether it was a success.

use memchr::memmem;

/// The language a server answers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// HTTP/1.1 with `Content-Length`.
    Http,
    /// RESP 2, the language of Redis.
    Resp,
}

/// What a buffer of received bytes begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parsed<'a> {
    /// More bytes are needed.
    Incomplete,
    /// A whole reply; the next one begins after `length` bytes.
    Reply {
        /// Bytes the reply took.
        length: usize,
        /// The HTTP status; for RESP 200 or, for an error, 500.
        status: u16,
        /// The body, or the RESP value as sent.
        body: &'a [u8],
    },
    /// Not a reply that this client can follow.
    Broken(&'static str),
}

impl Protocol {
    /// Looks at the front of what was received so far.
    pub fn parse(self, received: &[u8]) -> Parsed<'_> {
        match self {
            Protocol::Http => http(received),
            Protocol::Resp => resp(received),
        }
    }
}

fn http(received: &[u8]) -> Parsed<'_> {
    let Some(head_length) = memmem::find(received, b"\r\n\r\n") else {
        return match received.len() {
            0..16_384 => Parsed::Incomplete,
            _ => Parsed::Broken("head over 16 KiB"),
        };
    };
    let head = &received[..head_length];
    let Some(status) = status(head) else { return Parsed::Broken("no HTTP/1.1 status line") };
    let body_length = match (status, content_length(head)) {
        (100..200 | 204 | 304, _) => 0,
        (_, Ok(length)) => length,
        (_, Err(reason)) => return Parsed::Broken(reason),
    };
    let body_at = head_length + 4;
    match received.get(body_at..body_at + body_length) {
        Some(body) => Parsed::Reply { length: body_at + body_length, status, body },
        None => Parsed::Incomplete,
    }
}

fn status(head: &[u8]) -> Option<u16> {
    let digits = head.strip_prefix(b"HTTP/1.1 ")?.get(..3)?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn content_length(head: &[u8]) -> Result<usize, &'static str> {
    let mut lines = head.split(|&byte| byte == b'\n').skip(1);
    let value = lines.find_map(|line| {
        let (name, value) = line.split_at_checked(15)?;
        name.eq_ignore_ascii_case(b"content-length:").then_some(value)
    });
    let value = value.ok_or("no content-length")?;
    let text = std::str::from_utf8(value).map_err(|_| "bad content-length")?;
    text.trim().parse().map_err(|_| "bad content-length")
}

fn resp(received: &[u8]) -> Parsed<'_> {
    match resp_length(received) {
        Ok(Some(length)) => {
            let status = if received[0] == b'-' { 500 } else { 200 };
            Parsed::Reply { length, status, body: &received[..length] }
        }
        Ok(None) => Parsed::Incomplete,
        Err(reason) => Parsed::Broken(reason),
    }
}

fn resp_length(received: &[u8]) -> Result<Option<usize>, &'static str> {
    let Some(line_end) = memmem::find(received, b"\r\n") else { return Ok(None) };
    let line = line_end + 2;
    let kind = received[0];
    match kind {
        b'+' | b'-' | b':' => Ok(Some(line)),
        b'$' => match number(&received[1..line_end])? {
            None => Ok(Some(line)),
            Some(length) => Ok(Some(line + length + 2).filter(|&end| end <= received.len())),
        },
        b'*' => {
            let mut end = line;
            for _ in 0..number(&received[1..line_end])?.unwrap_or(0) {
                match resp_length(&received[end..])? {
                    Some(length) => end += length,
                    None => return Ok(None),
                }
            }
            Ok(Some(end))
        }
        _ => Err("unknown RESP type"),
    }
}

/// `-1` stands for nil.
fn number(digits: &[u8]) -> Result<Option<usize>, &'static str> {
    match digits {
        b"-1" => Ok(None),
        _ => {
            let text = std::str::from_utf8(digits).map_err(|_| "bad RESP length")?;
            text.parse().map(Some).map_err(|_| "bad RESP length")
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    #[test]
    fn http_replies() {
        let check = |text, expected| check(Protocol::Http, text, expected);
        check("", expect!["incomplete"]);
        check("HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}", expect!["201 {}"]);
        check("HTTP/1.1 201 Created\r\nContent-Length:2\r\nx: y\r\n\r\n{}", expect!["201 {}"]);
        check("HTTP/1.1 201 Created\r\ncontent-length: 3\r\n\r\n{}", expect!["incomplete"]);
        check("HTTP/1.1 204 No Content\r\n\r\n", expect!["204 "]);
        check("HTTP/1.1 409 Conflict\r\ncontent-length: 1\r\n\r\nx", expect!["409 x"]);
        check(
            "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\naHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
            expect!["200 a, 200 "],
        );
        check("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\naHTTP/1", expect!["200 a, incomplete"]);
        check("HTTP/1.1 200 OK\r\n\r\n", expect!["broken: no content-length"]);
        check("HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n", expect!["broken: bad content-length"]);
        check("+OK\r\n\r\n", expect!["broken: no HTTP/1.1 status line"]);
    }

    #[test]
    fn resp_replies() {
        let check = |text, expected| check(Protocol::Resp, text, expected);
        check("", expect!["incomplete"]);
        check(":1", expect!["incomplete"]);
        check(":1\r\n", expect![[r"200 :1\r\n"]]);
        check(":1\r\n:0\r\n", expect![[r"200 :1\r\n, 200 :0\r\n"]]);
        check("-ERR no\r\n", expect![[r"500 -ERR no\r\n"]]);
        check("$3\r\nabc\r\n", expect![[r"200 $3\r\nabc\r\n"]]);
        check("$3\r\nabc\r", expect!["incomplete"]);
        check("$-1\r\n", expect![[r"200 $-1\r\n"]]);
        check("*2\r\n:1\r\n$1\r\na\r\n+x\r\n", expect![[r"200 *2\r\n:1\r\n$1\r\na\r\n, 200 +x\r\n"]]);
        check("*2\r\n:1\r\n", expect!["incomplete"]);
        check("?\r\n", expect!["broken: unknown RESP type"]);
        check("$x\r\n", expect!["broken: bad RESP length"]);
    }

    /// Whatever the reads cut the bytes into, the replies are the same.
    #[track_caller]
    fn check(protocol: Protocol, text: &str, expected: Expect) {
        let whole = read(protocol, text, text.len().max(1));
        expected.assert_eq(&whole);
        for chunk in 1..text.len() {
            assert_eq!(read(protocol, text, chunk), whole, "in reads of {chunk} bytes");
        }
    }

    fn read(protocol: Protocol, text: &str, chunk: usize) -> String {
        let mut seen = Vec::new();
        let mut buffer: Vec<u8> = Vec::new();
        for read in text.as_bytes().chunks(chunk) {
            buffer.extend_from_slice(read);
            loop {
                match protocol.parse(&buffer) {
                    Parsed::Incomplete => break,
                    Parsed::Broken(reason) => {
                        seen.push(format!("broken: {reason}"));
                        return seen.join(", ");
                    }
                    Parsed::Reply { length, status, body } => {
                        let body = String::from_utf8_lossy(body).replace("\r\n", r"\r\n");
                        seen.push(format!("{status} {body}"));
                        buffer.drain(..length);
                    }
                }
            }
        }
        if !buffer.is_empty() || text.is_empty() {
            seen.push("incomplete".to_owned());
        }
        seen.join(", ")
    }
}
