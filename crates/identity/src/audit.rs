use serde_json::{Map, Value};

use crate::{
    Action, Administrator, ClientInfo, Error, Identity, SessionId, UserId,
    model::audit_entry::AuditEntry, store,
};
use database::Connection;

/// The key of the audit log's advisory lock: one process appends at a time. A unit of work always takes it last.
pub(super) const LOCK_KEY: &str = "audit";

/// An event for the audit log.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub action: Action,
    /// The user it is about; none for a sign-in to an unknown address.
    pub user: Option<UserId>,
    pub session: Option<SessionId>,
    /// The administrator who did it, if one did.
    pub admin: Option<Administrator>,
    /// Further details. No addresses, no secrets.
    pub traits: Map<String, Value>,
}

impl Event {
    pub fn new(action: Action, user: &UserId) -> Self {
        Self {
            action,
            user: Some(user.clone()),
            session: None,
            admin: None,
            traits: Map::new(),
        }
    }

    pub fn of_nobody(action: Action) -> Self {
        Self {
            action,
            user: None,
            session: None,
            admin: None,
            traits: Map::new(),
        }
    }

    pub fn in_session(mut self, session: &SessionId) -> Self {
        self.session = Some(session.clone());
        self
    }

    pub fn by(mut self, admin: &Administrator) -> Self {
        self.admin = Some(admin.clone());
        self
    }

    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.traits.insert(name.to_owned(), value.into());
        self
    }
}

/// Appends an entry, and returns its identifier. The caller holds the advisory lock of [`LOCK_KEY`].
pub(super) async fn append(
    connection: &mut Connection,
    identity: &Identity,
    event: Event,
    client: &ClientInfo,
) -> Result<String, Error> {
    let last = store::audit_events::find_last(connection).await?;
    let (sequence, before) = last.unwrap_or_default();
    let user = event.user.map(|user| user.0);
    let (actor_kind, actor_id) = match event.admin {
        Some(admin) => ("admin", admin.user.map(|user| user.0)),
        None => ("user", user.clone()),
    };
    let mut entry = AuditEntry {
        sequence: sequence + 1,
        id: identity.env.id(),
        at: identity.env.now(),
        action: event.action.as_str().to_owned(),
        actor_kind: actor_kind.to_owned(),
        actor_id,
        subject_id: user,
        session_id: event.session.map(|session| session.0),
        request_id: client.request_id(),
        address: client.address(),
        user_agent: client.user_agent(),
        traits: Value::Object(event.traits).to_string(),
        hash: String::new(),
    };
    entry.hash = entry.expected_hash(&before);
    let id = entry.id.clone();
    store::audit_events::create(connection, entry).await?;
    Ok(id)
}
