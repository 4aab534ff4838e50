//! What the platform says about a refused request.

use std::{fmt, time::Duration};

use reqwest::Response;
use serde::Deserialize;
use tokio::time::timeout;

use super::body::{read, shortened};

/// An error body says little; a larger one is not read.
const BODY_LIMIT: usize = 16 * 1024;

/// A reason that takes longer is not waited for: the status is there already.
const PATIENCE: Duration = Duration::from_secs(1);

/// The platform's reason, with everything that could be an address or a secret cut out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint(String);

impl Complaint {
    /// Reads the complaint from an error body, if there is one to be read.
    pub(super) async fn read(response: Response) -> Option<Self> {
        let body = timeout(PATIENCE, read(response, BODY_LIMIT))
            .await
            .ok()?
            .ok()?;
        Self::parse(&body)
    }

    /// The complaint in a body, if there is one.
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

    /// Words that may be (part of) an address, a query or a token give way to an ellipsis.
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

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Complaint {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_keeps_the_reason_and_loses_the_address() {
        let body =
            br#"{"imsx_description":"Error in filter query: email='ada lovelace@example.com'\n"}"#;
        assert_eq!(
            Complaint::parse(body).unwrap().to_string(),
            "Error in filter query: … …"
        );
    }
}
