//! Fuzzing entry points for tokens, error messages and `Retry-After`.

use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

use super::{ErrorMessage, Jitter, retry::retry_after, token::Token};
use crate::fuzz::{ParseResult, Parser};

pub fn parsers() -> Vec<Parser> {
    vec![
        Parser {
            name: "token",
            parse: token,
            samples: &[include_str!("../fuzz/samples/token.json")],
        },
        Parser {
            name: "error_message",
            parse: error_message,
            samples: &[
                include_str!("../fuzz/samples/error_message.json"),
                r#"{"message":"No student has this address.","error":"not_found"}"#,
            ],
        },
        Parser {
            name: "retry-after",
            parse: pause,
            samples: &["7", "Wed, 11 Mar 2026 00:00:05 GMT"],
        },
    ]
}

fn token(response: &[u8]) -> ParseResult {
    let jitter = Jitter::new(|| 1.0);
    Token::parse(response, Timestamp::UNIX_EPOCH, &jitter)?;
    Ok(())
}

/// An error message is displayed, so the fuzzer checks it as an error.
fn error_message(response: &[u8]) -> ParseResult {
    ErrorMessage::parse(response).map_or(Ok(()), |message| Err(message.into()))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of a parser")]
fn pause(value: &[u8]) -> ParseResult {
    // Other values are refused before there are headers.
    if let Ok(value) = HeaderValue::from_bytes(value) {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, value)]);
        let pause = retry_after(&headers, Timestamp::UNIX_EPOCH);
        assert!(pause.is_none_or(|pause| pause.as_secs() <= 60));
    }
    Ok(())
}
