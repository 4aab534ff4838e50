//! Resolution of an e-mail address or id to exactly one Timeback user.

use std::collections::HashSet;

use super::{Candidate, UserKey, UserRecord};
use crate::{
    UserResolutionError,
    oneroster::{self, User},
    transport::Operation,
};

/// Maximum number of users fetched for one address.
const MAX_CANDIDATES: u8 = 100;

/// Resolves a key to exactly one user.
pub(super) async fn resolve(
    operation: Operation<'_>,
    key: UserKey<'_>,
) -> Result<UserRecord, UserResolutionError> {
    match key {
        UserKey::Email(email) => resolve_email(operation, email).await,
        UserKey::Id(id) => resolve_id(operation, id).await,
    }
}

/// Looks up an address unchanged. Requests two users to detect ambiguity, and more if one of the two is not eligible.
async fn resolve_email(
    operation: Operation<'_>,
    email: &str,
) -> Result<UserRecord, UserResolutionError> {
    let found = oneroster::find_users(operation, non_empty(email)?, 2).await?;
    let is_all = found.len() < 2;
    let mut users = eligible(found);
    if users.len() < 2 && !is_all {
        users = eligible(oneroster::find_users(operation, email, MAX_CANDIDATES).await?);
    }
    let mut users = users.into_iter();
    match (users.next(), users.next()) {
        (None, _) => Err(UserResolutionError::NotFound),
        (Some(user), None) => Ok(UserRecord::new(user, Some(email))),
        (Some(_), Some(_)) => Err(UserResolutionError::Ambiguous),
    }
}

/// Filters the users that share an address. Deleted records are dropped, and repetitions: pages of a list may overlap.
/// Disabled users (`enabledUser` is false, or the status `inactive`) are dropped if any enabled one remains, as when a
/// school replaced a record; a disabled user alone still matches, as in the official SDK.
fn eligible(mut users: Vec<User>) -> Vec<User> {
    let mut seen = HashSet::new();
    users.retain(|user| !user.is_deleted() && seen.insert(user.sourced_id.clone()));
    if users.iter().any(|user| !user.is_disabled()) {
        users.retain(|user| !user.is_disabled());
    }
    users
}

/// Looks up an id. A blank id is not found: without it the route would be that of the list.
async fn resolve_id(operation: Operation<'_>, id: &str) -> Result<UserRecord, UserResolutionError> {
    if id.trim().is_empty() {
        return Err(UserResolutionError::NotFound);
    }
    match oneroster::find_user(operation, id).await? {
        Some(user) => Ok(UserRecord::new(user, None)),
        None => Err(UserResolutionError::NotFound),
    }
}

/// Returns all users with this address.
pub(super) async fn candidates(
    operation: Operation<'_>,
    email: &str,
) -> Result<Vec<Candidate>, UserResolutionError> {
    let users = oneroster::find_users(operation, non_empty(email)?, MAX_CANDIDATES).await?;
    Ok(users.into_iter().map(Candidate::new).collect())
}

fn non_empty(email: &str) -> Result<&str, UserResolutionError> {
    if email.trim().is_empty() {
        return Err(UserResolutionError::MissingEmail);
    }
    Ok(email)
}
