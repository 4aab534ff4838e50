//! Cache of `GET /user` responses by access token.
//!
//! No entry is used unchecked. Before each response the audit log is queried for changed accounts, once for all
//! concurrent requests, unless the database shows that nothing was committed. A session revoked on one node is
//! therefore rejected by every node's next response.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use aws_lc_rs::digest::{SHA256, digest};

use super::{error::ApiError, read_user::UserResponse, single_flight::SingleFlight};
use crate::server::AppState;
use identity::{AccountChanges, Cursor, Identity};

/// Maximum number of entries, of a few kilobytes each.
const CAPACITY: usize = 10_000;

/// SHA-256 of an access token, so that the token itself is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// Hashes this token.
    pub fn of(token: &str) -> Self {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        Self(hash)
    }
}

/// A cache of user responses by the access token that read them. Clones share it.
// Without it `GET /auth/v1/user` serves a fifth of the requests.
#[derive(Clone, Default)]
pub struct UserResponseCache {
    entries: Arc<Mutex<Entries>>,
    refresh: SingleFlight<Result<(), ApiError>>,
}

#[derive(Default)]
struct Entries {
    /// Position up to which the audit log has been read.
    cursor: Cursor,
    by_token: HashMap<TokenHash, UserResponse>,
}

/// ID of the audit log's last entry at the time of a lookup.
#[derive(Debug, Clone, Copy)]
pub struct LogPosition(i64);

impl UserResponseCache {
    /// Looks up the response for this token. A miss carries the position at which to insert a new response.
    ///
    /// # Errors
    /// Returns the store's failure as an [`ApiError`] when the audit log cannot be read.
    pub async fn find(&self, state: &AppState, token: TokenHash) -> Result<Lookup, ApiError> {
        let cursor = lock(&self.entries).cursor;
        if state.identity.may_have_changes(&cursor) {
            let (state, entries) = (state.clone(), Arc::clone(&self.entries));
            let evict = move || async move { evict_changed(&state.identity, &entries).await };
            self.refresh.run(evict).await?;
        }
        let now = (state.identity.clock())();
        let entries = lock(&self.entries);
        let cached = entries.by_token.get(&token);
        Ok(match cached.filter(|response| response.until > now) {
            Some(response) => Lookup::Hit(response.clone()),
            None => Lookup::Miss(LogPosition(entries.cursor.entry)),
        })
    }

    /// Inserts a response, unless the audit log has grown since the lookup, as the response may be older than that
    /// change.
    pub fn insert(
        &self,
        token: TokenHash,
        response: UserResponse,
        LogPosition(entry): LogPosition,
    ) {
        let mut entries = lock(&self.entries);
        if entries.cursor.entry != entry {
            return;
        }
        if entries.by_token.len() >= CAPACITY {
            entries.by_token.clear();
        }
        entries.by_token.insert(token, response);
    }
}

/// The result of a lookup.
pub enum Lookup {
    /// The cached response.
    Hit(UserResponse),
    /// No current response is cached.
    Miss(LogPosition),
}

/// Reads new audit entries and evicts the responses of changed accounts.
async fn evict_changed(identity: &Identity, entries: &Mutex<Entries>) -> Result<(), ApiError> {
    let cursor = lock(entries).cursor;
    let AccountChanges { until, users } = identity.changes_since(cursor).await?;
    let mut entries = lock(entries);
    entries.cursor = until;
    match users {
        Some(users) if users.is_empty() => {}
        Some(users) => entries
            .by_token
            .retain(|_, response| !users.contains(&response.user)),
        None => entries.by_token.clear(),
    }
    Ok(())
}

fn lock(entries: &Mutex<Entries>) -> std::sync::MutexGuard<'_, Entries> {
    entries.lock().unwrap_or_else(PoisonError::into_inner)
}
