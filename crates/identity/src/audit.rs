use jiff::Timestamp;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::{Action, Administrator, ClientInfo, Error, Identity, SessionId, UserId, env::instant};
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

/// An entry of the audit log.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AuditEntry {
    sequence: i64,
    /// The entry's identifier.
    pub id: String,
    at: i64,
    /// The name of its [`Action`].
    pub action: String,
    actor_kind: String,
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
    user_agent: Option<String>,
    traits: String,
    hash: String,
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
    fn expected_hash(&self, before: &str) -> String {
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

const COLUMNS: &str = "sequence, id, at, action, actor_kind, actor_id, subject_id, session_id, request_id, address, user_agent, traits, hash";

impl Identity {
    /// The audit log, oldest entry first, up to the first entry whose hash does not match: fewer entries than the table
    /// has mean that it was tampered with.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn audit_log(&self) -> Result<Vec<AuditEntry>, Error> {
        let query = format!("SELECT {COLUMNS} FROM audit_events ORDER BY sequence");
        let mut entries: Vec<AuditEntry> = sqlx::query_as(sqlx::AssertSqlSafe(query))
            .fetch_all(self.database.pool())
            .await?;
        let holds = |pair: &[AuditEntry]| pair[1].hash == pair[1].expected_hash(&pair[0].hash);
        if let Some(broken) = entries.windows(2).position(|pair| !holds(pair)) {
            entries.truncate(broken + 1);
        }
        Ok(entries)
    }
}

/// Appends an entry. The caller holds the advisory lock of [`LOCK_KEY`].
pub(super) async fn append(
    connection: &mut Connection,
    identity: &Identity,
    event: Event,
    client: &ClientInfo,
) -> Result<(), Error> {
    let last: Option<(i64, String)> =
        sqlx::query_as("SELECT sequence, hash FROM audit_events ORDER BY sequence DESC LIMIT 1")
            .fetch_optional(&mut *connection)
            .await?;
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
    insert(connection, entry).await
}

async fn insert(connection: &mut Connection, entry: AuditEntry) -> Result<(), Error> {
    let statement = format!(
        "INSERT INTO audit_events ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    );
    sqlx::query(sqlx::AssertSqlSafe(statement))
        .bind(entry.sequence)
        .bind(entry.id)
        .bind(entry.at)
        .bind(entry.action)
        .bind(entry.actor_kind)
        .bind(entry.actor_id)
        .bind(entry.subject_id)
        .bind(entry.session_id)
        .bind(entry.request_id)
        .bind(entry.address)
        .bind(entry.user_agent)
        .bind(entry.traits)
        .bind(entry.hash)
        .execute(connection)
        .await?;
    Ok(())
}
