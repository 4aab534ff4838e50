//! The platform's error message for a failed request.

use std::{fmt, time::Duration};

use reqwest::Response;
use serde::Deserialize;
use tokio::time::timeout;

use super::body::{read, shortened};

/// Maximum size of an error body; larger ones are not read.
const BODY_LIMIT: usize = 16 * 1024;

/// Timeout for reading an error body. The status is known without it.
const READ_TIMEOUT: Duration = Duration::from_secs(1);

/// The platform's error message, redacted: words that may be an e-mail address or a secret are replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorMessage(String);

impl ErrorMessage {
    /// Reads the message from the body of an error response.
    pub(super) async fn read(response: Response) -> Option<Self> {
        let body = timeout(READ_TIMEOUT, read(response, BODY_LIMIT))
            .await
            .ok()?
            .ok()?;
        Self::parse(&body)
    }

    /// Parses the message from an error body.
    pub(super) fn parse(body: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Wire {
            imsx_description: Option<String>,
            message: Option<String>,
            error: Option<String>,
        }
        let wire: Wire = serde_json::from_slice(body).ok()?;
        wire.imsx_description
            .or(wire.message)
            .or(wire.error)
            .map(|text| Self::redacted(&text))
    }

    /// Replaces words that may be part of an e-mail address, a query or a token with an ellipsis.
    fn redacted(text: &str) -> Self {
        let is_harmless =
            |word: &str| word.len() <= 24 && !word.contains(['@', '%', '=', '\'', '"']);
        let words: Vec<_> = text
            .split_whitespace()
            .map(|word| if is_harmless(word) { word } else { "…" })
            .collect();
        Self(shortened(&words.join(" "), 200))
    }
}

impl fmt::Display for ErrorMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ErrorMessage {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_message_keeps_the_reason_and_loses_the_address() {
        let body =
            br#"{"imsx_description":"Error in filter query: email='ada lovelace@example.com'\n"}"#;
        assert_eq!(
            ErrorMessage::parse(body).unwrap().to_string(),
            "Error in filter query: … …"
        );
    }
}
