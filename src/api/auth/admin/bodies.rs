use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::auth::user::User;
use identity::{Action, AuditEntry};

/// A page of users.
#[derive(Serialize, ToSchema)]
pub struct Users {
    pub users: Vec<User>,
    #[schema(example = "authenticated")]
    pub aud: &'static str,
}

/// An entry of the audit log.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditEntry)]
pub struct AuditLine {
    id: String,
    created_at: Timestamp,
    /// IP address of the client; empty when unknown.
    #[schema(example = "203.0.113.7")]
    ip_address: String,
    payload: AuditPayload,
}

/// Action of an audit entry, with its actor and subject.
#[derive(Serialize, ToSchema)]
struct AuditPayload {
    /// The action.
    #[schema(example = "login")]
    action: String,
    /// Group of the action: `account`, `team`, `token`, `user` or `factor`.
    #[schema(example = "account")]
    log_type: &'static str,
    /// ID of the user who acted; null for an API token and for an anonymous client.
    #[schema(required = true)]
    actor_id: Option<String>,
    /// ID of the user the action was about.
    #[schema(required = true)]
    subject_id: Option<String>,
    #[schema(required = true)]
    session_id: Option<String>,
    /// ID of the request, as in the server's log.
    #[schema(required = true)]
    request_id: Option<String>,
    /// Further details, depending on the action.
    traits: Value,
}

impl From<&AuditEntry> for AuditLine {
    fn from(entry: &AuditEntry) -> Self {
        Self {
            id: entry.id.clone(),
            created_at: entry.at(),
            ip_address: entry.address.clone().unwrap_or_default(),
            payload: AuditPayload {
                action: entry.action.clone(),
                log_type: Action::parse(&entry.action).map_or("user", Action::log_type),
                actor_id: entry.actor_id.clone(),
                subject_id: entry.subject_id.clone(),
                session_id: entry.session_id.clone(),
                request_id: entry.request_id.clone(),
                traits: entry.traits(),
            },
        }
    }
}
