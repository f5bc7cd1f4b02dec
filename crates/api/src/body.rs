//! What comes in: JSON bodies, path segments and query parameters, each refused with a word on what is wrong.

use crate::app::App;
use crate::problem::Problem;
use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;

/// The largest body that is read.
pub const BODY_BYTES_MAX: usize = 8 << 20;

/// A JSON body, with its bytes for telling a repetition from a reuse.
pub struct Json<T> {
    /// What it says.
    pub value: T,
    /// As it came.
    pub bytes: Bytes,
}

/// A long answer, written where there is room for about so many bytes.
pub(crate) fn answer(value: &impl Serialize, bytes: usize) -> Response {
    let mut body = Vec::with_capacity(bytes);
    match serde_json::to_writer(&mut body, value) {
        Ok(()) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(error) => Problem::fault(format!("write the answer: {error}")).into_response(),
    }
}

/// Reads a body up to the limit.
pub async fn read(body: Body) -> Result<Bytes, Problem> {
    axum::body::to_bytes(body, BODY_BYTES_MAX).await.map_err(|e| {
        let too_large = std::error::Error::source(&e).is_some_and(|s| s.to_string().contains("length limit"));
        if too_large {
            let detail = format!("the body has more than {BODY_BYTES_MAX} bytes; send it in several calls");
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body-too-large", "The body is too large", detail)
        } else {
            Problem::malformed("the body ended before it was complete")
        }
    })
}

/// Refuses a content type other than JSON.
pub fn must_be_json(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let kind = kind.split(';').next().unwrap_or("").trim();
    if kind.eq_ignore_ascii_case("application/json") || kind.to_ascii_lowercase().ends_with("+json") {
        return Ok(());
    }
    let detail = format!("Content-Type is {kind:?}; send application/json");
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", "The body is not JSON", detail))
}

/// Reads JSON; what is wrong is told with the path to it.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if let Ok(value) = serde_json::from_slice(bytes) {
        return Ok(value);
    }
    // Only what is wrong is read a second time, keeping track of where.
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read: Result<T, _> = serde_path_to_error::deserialize(&mut reader);
    let problem = match read {
        Err(error) => {
            // Where the text ends too early, the last step of the path is not known and stands as `?`.
            let path = error.path().to_string();
            let path = path.trim_end_matches('?').trim_end_matches('.').to_owned();
            let inner = error.into_inner();
            if path.is_empty() {
                Problem::malformed(inner.to_string())
            } else {
                Problem::malformed(format!("{path}: {inner}")).with("field", path)
            }
        }
        Ok(_) => match reader.end() {
            Err(error) => Problem::malformed(error.to_string()),
            Ok(()) => Problem::malformed("the body cannot be read"),
        },
    };
    Err(problem)
}

/// Reads JSON; what is wrong is told with the path to it, and without repeating what was given.
pub fn parse_private<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    parse(bytes).map_err(|mut problem: Problem| {
        problem.detail = unquoted(&problem.detail);
        problem
    })
}

/// Reads JSON that borrows from the body.
pub fn parse_borrowed<'a, T: serde::Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|e| Problem::malformed(e.to_string()))
}

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _app: &App) -> Result<Json<T>, Problem> {
        must_be_json(request.headers())?;
        let bytes = read(request.into_body()).await?;
        Ok(Json { value: parse(&bytes)?, bytes })
    }
}

/// A JSON body with personal data or secrets in it: what is wrong is told without repeating what was given.
pub struct PrivateJson<T> {
    /// What it says.
    pub value: T,
    /// As it came.
    pub bytes: Bytes,
}

impl<T: DeserializeOwned> FromRequest<App> for PrivateJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _app: &App) -> Result<PrivateJson<T>, Problem> {
        must_be_json(request.headers())?;
        let bytes = read(request.into_body()).await?;
        Ok(PrivateJson { value: parse_private(&bytes)?, bytes })
    }
}

/// A parser's words without what it quotes of the values: names of fields stand between backticks, values in quotes, and
/// numbers in backticks too, but never behind the word `field`.
fn unquoted(detail: &str) -> String {
    let names_a_field = ["unknown field `", "missing field `", "duplicate field `"];
    if names_a_field.iter().any(|words| detail.contains(words)) {
        return detail.to_owned();
    }
    let mut out = String::new();
    let mut until = None;
    for c in detail.chars() {
        match until {
            Some(end) if c == end => until = None,
            Some(_) => continue,
            None if c == '"' || c == '`' => {
                until = Some(c);
                out.push('…');
            }
            None => out.push(c),
        }
    }
    out
}

/// Segments of the path.
pub struct Segment<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Segment<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Segment<T>, Problem> {
        match Path::<T>::from_request_parts(parts, app).await {
            Ok(Path(value)) => Ok(Segment(value)),
            Err(PathRejection::FailedToDeserializePathParams(e)) => Err(Problem::malformed(e.body_text())),
            Err(e) => Err(Problem::malformed(e.to_string())),
        }
    }
}

/// Query parameters, each taken out by name; what is left over was not known.
pub struct Query {
    pairs: Vec<(String, String)>,
}

impl FromRequestParts<App> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Query, Problem> {
        let query = parts.uri.query().unwrap_or("");
        let pairs = form_urlencoded::parse(query.as_bytes()).map(|(k, v)| (own(k), own(v))).collect();
        Ok(Query { pairs })
    }
}

fn own(text: Cow<'_, str>) -> String {
    text.into_owned()
}

impl Query {
    /// All values of a parameter.
    pub fn all<T: std::str::FromStr<Err: std::fmt::Display>>(
        &mut self,
        name: &str,
    ) -> Result<Vec<T>, Problem> {
        let mut found = Vec::new();
        let mut wrong = None;
        self.pairs.retain(|(key, value)| {
            if key != name {
                return true;
            }
            match value.parse() {
                Ok(value) => found.push(value),
                Err(e) => {
                    wrong = Some(Problem::malformed(format!("{name}={value}: {e}")).with("field", name))
                }
            }
            false
        });
        wrong.map_or(Ok(found), Err)
    }

    /// The value of a parameter that may stand once.
    pub fn one<T: std::str::FromStr<Err: std::fmt::Display>>(
        &mut self,
        name: &str,
    ) -> Result<Option<T>, Problem> {
        let mut values = self.all(name)?;
        match values.len() {
            0 | 1 => Ok(values.pop()),
            _ => Err(Problem::malformed(format!("{name} may stand once")).with("field", name)),
        }
    }

    /// How many rows a page has: 100 where nothing is said, at most 1,000.
    pub fn limit(&mut self) -> Result<usize, Problem> {
        match self.one::<usize>("limit")? {
            None => Ok(100),
            Some(limit @ 1..=1000) => Ok(limit),
            Some(_) => Err(Problem::malformed("limit goes from 1 to 1000").with("field", "limit")),
        }
    }

    /// Refuses parameters that nobody has taken out.
    pub fn end(self) -> Result<(), Problem> {
        match self.pairs.first() {
            None => Ok(()),
            Some((name, _)) => {
                Err(Problem::malformed(format!("there is no parameter {name:?} here")).with("field", name))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_private_is_not_repeated() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "only its shape is wanted")]
        struct Person {
            name: realtail_kernel::Label,
            age: u8,
        }
        let told = |text: &str| unquoted(&parse::<Person>(text.as_bytes()).expect_err("refused").detail);
        assert_eq!(
            told(r#"{"name": ["x"]}"#),
            "name: invalid type: sequence, expected a string at line 1 column 9"
        );
        assert_eq!(told(r#"{"age": "Ann"}"#), "age: invalid type: string …, expected u8 at line 1 column 13");
        assert_eq!(
            told(r#"{"age": 4930901820}"#),
            "age: invalid value: integer …, expected u8 at line 1 column 18"
        );
        assert!(told(r#"{"nmae": "Ann"}"#).starts_with("nmae: unknown field `nmae`, expected"));
    }
}
