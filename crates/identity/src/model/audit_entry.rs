use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::env::instant;

/// An entry of the audit log.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    pub(crate) sequence: i64,
    /// The entry's identifier.
    pub id: String,
    pub(crate) at: i64,
    /// The name of its [`Action`](crate::Action).
    pub action: String,
    pub(crate) actor_kind: String,
    /// The user who did it.
    pub actor_id: Option<String>,
    /// The user it was done to.
    pub subject_id: Option<String>,
    /// The session in which it was done.
    pub session_id: Option<String>,
    /// The request in which it was done.
    pub request_id: Option<String>,
    /// The network address of the client.
    pub address: Option<String>,
    pub(crate) user_agent: Option<String>,
    pub(crate) traits: String,
    pub(crate) hash: String,
}

impl AuditEntry {
    /// When it happened.
    pub fn at(&self) -> Timestamp {
        instant(self.at)
    }

    /// Further details: a JSON object.
    pub fn traits(&self) -> Value {
        serde_json::from_str(&self.traits).unwrap_or_default()
    }

    /// The hash that this entry must have, given the hash of the entry before.
    pub(crate) fn expected_hash(&self, before: &str) -> String {
        let content = json!([
            before,
            self.sequence,
            self.id,
            self.at,
            self.action,
            self.actor_kind,
            self.actor_id,
            self.subject_id,
            self.session_id,
            self.request_id,
            self.address,
            self.user_agent,
            self.traits,
        ]);
        format!("{:x}", Sha256::digest(content.to_string()))
    }
}
