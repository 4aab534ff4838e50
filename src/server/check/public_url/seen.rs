//! Question and answer. Both are signed with a key that follows from the one that seals the database's secrets: the
//! dashboard tells nobody else what it sees of its proxies, and nobody else can answer in its place.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use serde::{Deserialize, Serialize};

use identity::{Env, Identity};

const QUESTION: &str = "check: question";
const ANSWER: &str = "check: answer";

/// A question that is asked once. Prints as the query of a URL.
#[derive(Debug, Deserialize)]
pub struct Question {
    nonce: String,
    proof: String,
}

/// What the dashboard saw of it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its own origin.
    pub origin: String,
    /// The address that connected: the last proxy's, if there is one.
    pub peer: String,
    /// Whether that passed an `X-Forwarded-For` on.
    pub is_forwarded: bool,
    /// Whether it is among `TRUSTED_PROXIES`.
    pub is_trusted: bool,
}

impl Question {
    pub fn new(identity: &Identity, env: &Env) -> Self {
        let nonce = env.id();
        let proof = identity.vault().fingerprint(QUESTION, &nonce);
        Self { nonce, proof }
    }

    /// Whether somebody with the key asks.
    pub fn is_genuine(&self, identity: &Identity) -> bool {
        is_equal(
            &identity.vault().fingerprint(QUESTION, &self.nonce),
            &self.proof,
        )
    }

    /// The answer: a line that proves it, and a line of JSON.
    pub fn answer(&self, identity: &Identity, seen: &Seen) -> Option<String> {
        let seen = serde_json::to_string(seen).ok()?;
        let proof = identity
            .vault()
            .fingerprint(ANSWER, &format!("{} {seen}", self.nonce));
        Some(format!("{proof}\n{seen}"))
    }

    /// What a genuine answer says.
    pub fn verified(&self, identity: &Identity, text: &str) -> Option<Seen> {
        let (proof, seen) = text.split_once('\n')?;
        let expected = identity
            .vault()
            .fingerprint(ANSWER, &format!("{} {seen}", self.nonce));
        is_equal(&expected, proof).then(|| serde_json::from_str(seen).ok())?
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nonce={}&proof={}", self.nonce, self.proof)
    }
}

fn is_equal(one: &str, other: &str) -> bool {
    verify_slices_are_equal(one.as_bytes(), other.as_bytes()).is_ok()
}
