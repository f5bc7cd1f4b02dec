//! The structured fields (RFC 8941) that signatures come in, as far as RFC 9421 uses them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Signatures that one message may carry.
const SIGNATURES_MAX: usize = 4;
/// Parts of a message that one signature may cover.
const COMPONENTS_MAX: usize = 32;

/// What a signature says of itself, in `Signature-Input`.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Input {
    /// Under which it stands in `Signature`.
    pub label: String,
    /// What is covered, and all that is said of it, as it came: it is signed itself.
    pub params: String,
    pub components: Vec<Component>,
    pub keyid: Option<String>,
    pub nonce: Option<String>,
    pub tag: Option<String>,
    /// In seconds since 1970.
    pub created: Option<i64>,
    /// In seconds since 1970.
    pub expires: Option<i64>,
}

/// A part of a message.
#[derive(Debug, PartialEq)]
pub(crate) struct Component {
    /// As it came, with its parameters.
    pub identifier: String,
    pub name: String,
    /// Of a field that is a dictionary, the member that is covered.
    pub key: Option<String>,
}

/// Reads `Signature-Input`; what is wrong is told in a sentence.
pub(crate) fn inputs(text: &str) -> Result<Vec<Input>, String> {
    let mut cursor = Cursor { text, at: 0 };
    let mut found = Vec::new();
    loop {
        if found.len() == SIGNATURES_MAX {
            return Err(format!("it has more than {SIGNATURES_MAX} signatures"));
        }
        cursor.skip_spaces();
        found.push(cursor.input()?);
        cursor.skip_spaces();
        match cursor.next() {
            None => return Ok(found),
            Some(b',') => (),
            Some(other) => return Err(cursor.wrong(&format!("{:?}", char::from(other)))),
        }
    }
}

/// The signature under a label in `Signature`.
pub(crate) fn signature(text: &str, label: &str) -> Option<Vec<u8>> {
    let value = text.split(',').find_map(|member| {
        let (key, value) = member.trim().split_once('=')?;
        (key == label).then_some(value)
    })?;
    let (encoded, _) = value.strip_prefix(':')?.split_once(':')?;
    STANDARD.decode(encoded).ok()
}

/// A member of a field that is a dictionary, as it came.
pub(crate) fn member<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let mut quoted = false;
    let members = text.split(move |c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    let mut named = members.filter_map(|member| member.trim().split_once('='));
    named.find(|(name, _)| *name == key).map(|(_, value)| value)
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let next = self.peek()?;
        self.at += 1;
        Some(next)
    }

    fn skip_spaces(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    fn wrong(&self, what: &str) -> String {
        format!("{what} is not expected at byte {}", self.at)
    }

    fn expect(&mut self, byte: u8) -> Result<(), String> {
        if self.peek() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        Err(format!("{:?} is expected at byte {}", char::from(byte), self.at))
    }

    fn input(&mut self) -> Result<Input, String> {
        let label = self.key()?;
        self.expect(b'=')?;
        let from = self.at;
        let mut input = Input { label, components: self.components()?, ..Input::default() };
        while let Some((name, value)) = self.parameter()? {
            match (name.as_str(), value) {
                ("keyid", Value::Text(text)) => input.keyid = Some(text),
                ("nonce", Value::Text(text)) => input.nonce = Some(text),
                ("tag", Value::Text(text)) => input.tag = Some(text),
                ("created", Value::Number(number)) => input.created = Some(number),
                ("expires", Value::Number(number)) => input.expires = Some(number),
                ("keyid" | "nonce" | "tag" | "created" | "expires", _) => {
                    return Err(format!("{name} is of another kind than it has to be"));
                }
                // More may be said than is known here.
                _ => (),
            }
        }
        self.text[from..self.at].clone_into(&mut input.params);
        Ok(input)
    }

    fn components(&mut self) -> Result<Vec<Component>, String> {
        self.expect(b'(')?;
        let mut found: Vec<Component> = Vec::new();
        loop {
            self.skip_spaces();
            if self.peek() == Some(b')') {
                self.at += 1;
                return Ok(found);
            }
            let from = self.at;
            let (name, mut key) = (self.string()?, None);
            while let Some((parameter, value)) = self.parameter()? {
                match (parameter.as_str(), value) {
                    ("key", Value::Text(text)) => key = Some(text),
                    _ => return Err(format!("the parameter {parameter} of {name:?} is not read here")),
                }
            }
            let identifier = self.text[from..self.at].to_owned();
            let twice = found.iter().any(|known| known.name == name && known.key == key);
            if twice || found.len() == COMPONENTS_MAX {
                return Err(format!("{name:?} is covered twice, or is one part too many"));
            }
            found.push(Component { identifier, name, key });
        }
    }

    fn parameter(&mut self) -> Result<Option<(String, Value)>, String> {
        if self.peek() != Some(b';') {
            return Ok(None);
        }
        self.at += 1;
        self.skip_spaces();
        let name = self.key()?;
        if self.peek() != Some(b'=') {
            return Ok(Some((name, Value::Other)));
        }
        self.at += 1;
        let value = match self.peek() {
            Some(b'"') => Value::Text(self.string()?),
            Some(b'0'..=b'9' | b'-') => Value::Number(self.number()?),
            _ => {
                self.take(|byte| byte.is_ascii_graphic() && !b";,)\"".contains(&byte));
                Value::Other
            }
        };
        Ok(Some((name, value)))
    }

    fn key(&mut self) -> Result<String, String> {
        let is_key = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.*".contains(&byte);
        match self.take(is_key) {
            "" => Err(format!("a name is expected at byte {}", self.at)),
            key => Ok(key.to_owned()),
        }
    }

    fn number(&mut self) -> Result<i64, String> {
        let at = self.at;
        let number = self.take(|byte| byte.is_ascii_digit() || byte == b'-');
        number.parse().map_err(|_| format!("{number:?} is no whole number, at byte {at}"))
    }

    fn string(&mut self) -> Result<String, String> {
        self.expect(b'"')?;
        let mut text = String::new();
        loop {
            match self.next() {
                Some(b'"') => return Ok(text),
                Some(b'\\') => match self.next() {
                    Some(escaped @ (b'"' | b'\\')) => text.push(char::from(escaped)),
                    _ => return Err(self.wrong("what is behind a backslash")),
                },
                Some(byte @ b' '..=b'~') => text.push(char::from(byte)),
                _ => return Err(format!("a text does not end, at byte {}", self.at)),
            }
        }
    }

    fn take(&mut self, wanted: impl Fn(u8) -> bool) -> &str {
        let from = self.at;
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
        &self.text[from..self.at]
    }
}

/// What a parameter may be, as far as it is read here.
enum Value {
    Text(String),
    Number(i64),
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_signatures_say_of_themselves_is_read() {
        let text = r#"sig1=("@method" "signature-agent";key="sig1" "ucp-agent");keyid="a\"b";created=17;expires=18;tag="t";alg=x , b=();nonce="n""#;
        let found = inputs(text).expect("two");
        let [first, second] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(first.params, text[5..text.find(" , ").expect("there")]);
        assert_eq!(first.keyid.as_deref(), Some("a\"b"));
        assert_eq!((first.created, first.expires, first.tag.as_deref()), (Some(17), Some(18), Some("t")));
        let covered: Vec<&str> = first.components.iter().map(|part| part.identifier.as_str()).collect();
        assert_eq!(covered, [r#""@method""#, r#""signature-agent";key="sig1""#, r#""ucp-agent""#]);
        assert_eq!(first.components[1].key.as_deref(), Some("sig1"));
        assert_eq!((second.label.as_str(), second.nonce.as_deref()), ("b", Some("n")));
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        let many = ["a=()"; 5].join(",");
        for text in [
            "",
            "a",
            "a=",
            "a=(",
            "a=(\"x\"",
            "a=(x)",
            "a=(\"x\" \"x\")",
            "a=(\"x\";sf)",
            "a=();created=\"x\"",
            "a=();keyid=1",
            "a=();created=99999999999999999999",
            "a=();keyid=\"x",
            "a=();keyid=\"\\x\"",
            "a=(),",
            "a=() b=()",
            "A=()",
            "a=();keyid=\"\u{e9}\"",
            &many,
        ] {
            assert!(inputs(text).is_err(), "{text}");
        }
    }

    #[test]
    fn signatures_and_members_are_found_by_their_names() {
        assert_eq!(signature("a=:AQ==:, b=:Ag==:;x", "b"), Some(vec![2]));
        assert_eq!(signature("a=:AQ==:", "b"), None);
        assert_eq!(signature("a=AQ==", "a"), None);
        assert_eq!(member(r#"x="a,b=c";type=y, b="d";z"#, "b"), Some(r#""d";z"#));
        assert_eq!(member(r#"x="a,b=c""#, "x"), Some(r#""a,b=c""#));
        assert_eq!(member("x", "x"), None);
    }
}
