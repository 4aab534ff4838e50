//! Profiles that were read a moment ago, for whoever reads them again.
//!
//! Nothing here is believed for a while: before each answer the log of accounts is asked whether anything changed, once
//! for all who ask at the same time, unless the database shows that nothing did. So what is revoked on any node is
//! revoked in the next answer of each.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use aws_lc_rs::digest::{SHA256, digest};

use super::{error::ApiError, flights::Flights, read_user::Profile};
use crate::server::AppState;
use identity::{Bookmark, Identity, News};

/// At a few kilobytes each.
const KEPT: usize = 10_000;

/// What stands for an access token, which is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// Of this token.
    pub fn of(token: &str) -> Self {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        Self(hash)
    }
}

/// Profiles by the access token that read them. Clones share.
#[derive(Clone, Default)]
pub struct Remembered {
    memory: Arc<Mutex<Memory>>,
    looks: Flights<Result<(), ApiError>>,
}

#[derive(Default)]
struct Memory {
    /// How far the log has been followed.
    followed: Bookmark,
    profiles: HashMap<TokenHash, Profile>,
}

/// How far the log had been followed when something was looked up: its last entry's number.
#[derive(Debug, Clone, Copy)]
pub struct AsOf(i64);

impl Remembered {
    /// The profile that was read with this token, if nothing has happened since; otherwise what a new one is kept with.
    pub async fn find(&self, state: &AppState, token: TokenHash) -> Result<Found, ApiError> {
        let followed = lock(&self.memory).followed;
        if state.identity.may_have_news(&followed) {
            let (state, memory) = (state.clone(), Arc::clone(&self.memory));
            let look = move || async move { follow(&state.identity, &memory).await };
            self.looks.ask(look).await?;
        }
        let now = (state.identity.clock())();
        let memory = lock(&self.memory);
        let found = memory.profiles.get(&token);
        Ok(match found.filter(|profile| profile.until > now) {
            Some(profile) => Found::Profile(profile.clone()),
            None => Found::Nothing(AsOf(memory.followed.entry)),
        })
    }

    /// Keeps what was looked up, unless the log went on meanwhile: whether it was looked up before or after the change
    /// is not known then.
    pub fn keep(&self, token: TokenHash, profile: Profile, AsOf(entry): AsOf) {
        let mut memory = lock(&self.memory);
        if memory.followed.entry != entry {
            return;
        }
        if memory.profiles.len() >= KEPT {
            memory.profiles.clear();
        }
        memory.profiles.insert(token, profile);
    }
}

/// What is remembered of a token.
pub enum Found {
    /// The profile it read.
    Profile(Profile),
    /// Nothing that counts.
    Nothing(AsOf),
}

/// Forgets what has changed.
async fn follow(identity: &Identity, memory: &Mutex<Memory>) -> Result<(), ApiError> {
    let followed = lock(memory).followed;
    let News { until, users } = identity.news_since(followed).await?;
    let mut memory = lock(memory);
    memory.followed = until;
    match users {
        Some(users) if users.is_empty() => {}
        Some(users) => memory
            .profiles
            .retain(|_, profile| !users.contains(&profile.user)),
        None => memory.profiles.clear(),
    }
    Ok(())
}

fn lock(memory: &Mutex<Memory>) -> std::sync::MutexGuard<'_, Memory> {
    memory.lock().unwrap_or_else(PoisonError::into_inner)
}
