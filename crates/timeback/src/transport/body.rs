//! Response bodies: reading with a size limit, decoding with the path of errors.

use reqwest::Response;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use crate::Failure;

/// Reads a whole body of at most `limit` bytes.
///
/// # Errors
/// Returns [`Failure::TooLarge`] when the body or its `Content-Length` exceeds `limit`, and [`Failure::Interrupted`] when
/// the connection breaks.
pub(super) async fn read(mut response: Response, limit: usize) -> Result<Vec<u8>, Failure> {
    let announced = response.content_length().unwrap_or_default();
    let announced = usize::try_from(announced).unwrap_or(usize::MAX);
    if announced > limit {
        return Err(Failure::TooLarge { limit });
    }
    let mut body = Vec::with_capacity(announced);
    while let Some(chunk) = response.chunk().await.map_err(Failure::from_body)? {
        if body.len() + chunk.len() > limit {
            return Err(Failure::TooLarge { limit });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Decodes JSON.
///
/// # Errors
/// Returns [`Failure::NotJson`] for invalid JSON, and [`Failure::Malformed`] for JSON of another shape, with the field's
/// path and what was expected there, but never the value.
pub(crate) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    // Keeping track of the path copies every key, so it is done only for an error. Text is checked once and not by strings.
    let text = str::from_utf8(body).ok();
    let decoded = text.and_then(|text| serde_json::from_str(text).ok());
    decoded.map_or_else(|| decode_with_path(body), Ok)
}

fn decode_with_path<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        match error.inner().classify() {
            Category::Data => malformed("", &error),
            Category::Io | Category::Syntax | Category::Eof => Failure::NotJson,
        }
    })?;
    json.end().map_err(|_| Failure::NotJson)?;
    Ok(value)
}

/// Converts a decoding error of the value at `prefix` to [`Failure::Malformed`].
pub(crate) fn malformed(
    prefix: &str,
    error: &serde_path_to_error::Error<serde_json::Error>,
) -> Failure {
    Failure::Malformed {
        path: shortened(&place(prefix, error.path()), 120),
        problem: expectation(error.inner()),
    }
}

/// Formats a path in the response, such as `users[0].givenName`.
fn place(prefix: &str, path: &Path) -> String {
    let segments = path.iter().map(|segment| match segment {
        Segment::Seq { index } => format!("[{index}]"),
        Segment::Map { key: name } | Segment::Enum { variant: name } => format!(".{}", shown(name)),
        Segment::Unknown => ".…".to_owned(),
    });
    let place: String = [prefix.to_owned()].into_iter().chain(segments).collect();
    match place.strip_prefix('.') {
        Some(place) => place.to_owned(),
        None if place.is_empty() => ".".to_owned(),
        None => place,
    }
}

/// Returns an object key for display. A key may be the platform's data (days, subjects, apps), so one that may contain an
/// e-mail address is replaced.
pub(crate) fn shown(key: &str) -> &str {
    if key.contains('@') { "…" } else { key }
}

/// Extracts the part of serde's message that describes our types and so cannot contain the platform's data.
fn expectation(error: &serde_json::Error) -> String {
    let text = error.to_string();
    // An error in a value that is decoded already has no line, and what looks like one is the platform's data.
    let position = text.rsplit_once(" at line ").filter(|_| error.line() > 0);
    let text = position.map_or(text.as_str(), |(message, _)| message);
    if text.starts_with("missing field `") || text.starts_with("duplicate field `") {
        return text.to_owned();
    }
    // Other messages are not serde's, and may say anything.
    let is_serde_s = text.starts_with("invalid ") || text.starts_with("unknown variant ");
    match text.rsplit_once(", expected ").filter(|_| is_serde_s) {
        Some((_, expected)) => format!("expected {expected}"),
        None => "a value of another kind".to_owned(),
    }
}

/// Truncates text to a number of characters and removes control characters.
pub(crate) fn shortened(text: &str, characters: usize) -> String {
    text.chars()
        .filter(|character| !character.is_control())
        .take(characters)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Answer {
        #[expect(dead_code, reason = "only its decoding matters")]
        rows: Vec<Row>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Row {
        #[expect(dead_code, reason = "only its decoding matters")]
        given_name: String,
    }

    fn failure(body: &str) -> String {
        decode::<Answer>(body.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_type_error_has_path_and_expectation_but_not_the_value() {
        let text = failure(r#"{"rows":[{"givenName":"Ada"},{"givenName":42}]}"#);
        assert_eq!(
            text,
            "sent a malformed response at `rows[1].givenName`: expected a string"
        );
    }

    #[test]
    fn a_missing_field_is_named() {
        assert!(failure(r#"{"rows":[{}]}"#).ends_with("at `rows[0]`: missing field `givenName`"));
    }

    #[test]
    fn unknown_keys_and_invalid_dates_are_not_repeated() {
        type Days = BTreeMap<jiff::civil::Date, u8>;
        let error = |body: &str| decode::<Days>(body.as_bytes()).unwrap_err().to_string();
        assert_eq!(
            error(r#"{"ada@example.com":1}"#),
            "sent a malformed response at `…`: a value of another kind"
        );
        assert!(error(r#"{"2026-03-10":"x"}"#).ends_with("at `2026-03-10`: expected u8"));
    }

    #[test]
    fn invalid_json_is_an_error() {
        for body in [
            "<html>",
            "",
            r#"{"rows":["#,
            r#"{"rows":1e400}"#,
            r#"{"rows":[]} ok"#,
        ] {
            assert!(failure(body).ends_with("is not JSON"), "{body}");
        }
    }

    #[test]
    fn deep_nesting_is_rejected() {
        assert!(decode::<serde_json::Value>("[".repeat(100_000).as_bytes()).is_err());
    }
}
