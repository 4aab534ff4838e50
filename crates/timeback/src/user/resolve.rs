//! From an e-mail address or an id to one Timeback user.

use std::collections::HashSet;

use super::{Candidate, UserKey, UserRecord};
use crate::{
    UserResolutionError,
    oneroster::{self, User},
    transport::Operation,
};

/// How many users of one address are looked at; nobody chooses among more.
const MOST_CANDIDATES: u8 = 100;

/// Finds exactly one user.
pub(super) async fn resolve(
    operation: Operation<'_>,
    key: UserKey<'_>,
) -> Result<UserRecord, UserResolutionError> {
    match key {
        UserKey::Email(email) => resolve_email(operation, email).await,
        UserKey::Id(id) => resolve_id(operation, id).await,
    }
}

/// Looks the address up as it is given; asks for two users, so that a second one shows. Where one of the two does not
/// count, there may be others behind them.
async fn resolve_email(
    operation: Operation<'_>,
    email: &str,
) -> Result<UserRecord, UserResolutionError> {
    let found = oneroster::find_users(operation, given(email)?, 2).await?;
    let is_all = found.len() < 2;
    let mut users = that_count(found);
    if users.len() < 2 && !is_all {
        users = that_count(oneroster::find_users(operation, email, MOST_CANDIDATES).await?);
    }
    let mut users = users.into_iter();
    match (users.next(), users.next()) {
        (None, _) => Err(UserResolutionError::NotFound),
        (Some(user), None) => Ok(UserRecord::new(user, Some(email))),
        (Some(_), Some(_)) => Err(UserResolutionError::Ambiguous),
    }
}

/// Of the users who share an address those who can be meant, each once: pages of a list may overlap. A record that is gone
/// is nobody. One whose user may not sign in (`enabledUser` is false, or the status `inactive`) gives way to one whose user
/// may, as when a school replaced it; alone it still is its user's, as to the official SDK.
fn that_count(mut users: Vec<User>) -> Vec<User> {
    let mut seen = HashSet::new();
    users.retain(|user| !user.is_gone() && seen.insert(user.sourced_id.clone()));
    if users.iter().any(|user| !user.is_disabled()) {
        users.retain(|user| !user.is_disabled());
    }
    users
}

/// An empty id is nobody's, and without it the route would be that of the list.
async fn resolve_id(operation: Operation<'_>, id: &str) -> Result<UserRecord, UserResolutionError> {
    if id.trim().is_empty() {
        return Err(UserResolutionError::NotFound);
    }
    match oneroster::find_user(operation, id).await? {
        Some(user) => Ok(UserRecord::new(user, None)),
        None => Err(UserResolutionError::NotFound),
    }
}

/// Everyone who has the address.
pub(super) async fn candidates(
    operation: Operation<'_>,
    email: &str,
) -> Result<Vec<Candidate>, UserResolutionError> {
    let users = oneroster::find_users(operation, given(email)?, MOST_CANDIDATES).await?;
    Ok(users.into_iter().map(Candidate::new).collect())
}

fn given(email: &str) -> Result<&str, UserResolutionError> {
    if email.trim().is_empty() {
        return Err(UserResolutionError::MissingEmail);
    }
    Ok(email)
}
