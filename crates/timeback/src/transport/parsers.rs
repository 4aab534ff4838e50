//! The parsers of what comes beside the services' answers.

use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

use super::{Complaint, Jitter, retry::retry_after, token::Token};
use crate::fuzz::{Outcome, Parser};

pub fn parsers() -> Vec<Parser> {
    vec![
        Parser {
            name: "token",
            parse: token,
            samples: &[include_str!("../fuzz/samples/token.json")],
        },
        Parser {
            name: "complaint",
            parse: complaint,
            samples: &[
                include_str!("../fuzz/samples/complaint.json"),
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

fn token(answer: &[u8]) -> Outcome {
    let jitter = Jitter::new(|| 1.0);
    Token::parse(answer, Timestamp::UNIX_EPOCH, &jitter)?;
    Ok(())
}

/// A complaint is shown, so it is given out as an error.
fn complaint(answer: &[u8]) -> Outcome {
    Complaint::parse(answer).map_or(Ok(()), |complaint| Err(complaint.into()))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of a parser")]
fn pause(value: &[u8]) -> Outcome {
    // Other values are refused before there are headers.
    if let Ok(value) = HeaderValue::from_bytes(value) {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, value)]);
        let pause = retry_after(&headers, Timestamp::UNIX_EPOCH);
        assert!(pause.is_none_or(|pause| pause.as_secs() <= 60));
    }
    Ok(())
}
