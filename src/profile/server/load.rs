//! Profiles for pages: by a deadline of their own, and when a new day begins.

use std::time::Duration;

use jiff::civil::Date;
use leptos::prelude::expect_context;
use tokio::time::timeout;

use super::view::view;
use crate::{
    error::AppError,
    profile::ProfileView,
    server::{AppState, Profiles, StudentRead, context},
};
use timeback::{Freshness, PartsByDeadline, ProfileParts, Verification};

/// How long a page waits for Timeback: it stands in whole before a reader gives up. The calls have longer.
const PAGE_PATIENCE: Duration = Duration::from_millis(2500);

/// Whether the student of this read is a Timeback user, after `PAGE_PATIENCE` at most.
///
/// # Errors
/// As a page may know them; the answer's status says so.
pub async fn verify(read: StudentRead) -> Result<Verification, AppError> {
    let verified = match timeout(PAGE_PATIENCE, profiles().verify(read)).await {
        Ok(verification) => verification.map_err(AppError::from),
        // The lookup goes on, and the next page knows its answer.
        Err(_) => Err(AppError::TimebackUnavailable),
    };
    verified.map_err(context::refuse)
}

/// The profile that this read is of, for its page: what is known, or with `fresh` a new one from Timeback.
///
/// # Errors
/// As a page may know them; the answer's status says so.
pub async fn profile(read: StudentRead, fresh: bool) -> Result<ProfileView, AppError> {
    let profiles = profiles();
    let loaded = if fresh {
        load(&profiles, read, Freshness::Fresh).await
    } else {
        load_by_deadline(&profiles, read).await
    };
    loaded.map_err(context::refuse)
}

/// The profile that the session has already; asks nobody.
pub async fn cached_profile(read: StudentRead) -> Option<ProfileView> {
    let profiles = profiles();
    let parts = profiles.peek(read).await?;
    Some(view_now(&profiles, &parts))
}

fn profiles() -> Profiles {
    expect_context::<AppState>().profiles.clone()
}

/// The profile, however incomplete; with [`Freshness::Fresh`] all of it is asked anew. Waits as long as the client of
/// Timeback does.
///
/// # Errors
/// As a page may know them.
pub async fn load(
    profiles: &Profiles,
    read: StudentRead,
    freshness: Freshness,
) -> Result<ProfileView, AppError> {
    let parts = profiles.parts(read, freshness).await?;
    Ok(view_now(profiles, &parts))
}

/// The profile as far as it is known after `PAGE_PATIENCE` at most. What arrives later is for the next page, and for this
/// one where it listens.
async fn load_by_deadline(profiles: &Profiles, read: StudentRead) -> Result<ProfileView, AppError> {
    let PartsByDeadline {
        parts,
        is_unfinished,
    } = profiles.parts_within(read, PAGE_PATIENCE).await?;
    let mut view = view_now(profiles, &parts);
    if is_unfinished {
        // Whatever comes is newer.
        view.fetched_at = 0;
    }
    Ok(view)
}

/// What a page that stays open is shown when a new day begins. Where the session's profile is of the day before nobody is
/// asked: a thousand pages do not ask at midnight what a few students will have done.
///
/// # Errors
/// As [`load`].
pub async fn load_new_day(profiles: &Profiles, read: StudentRead) -> Result<ProfileView, AppError> {
    let yesterday = profiles.today().yesterday().unwrap_or(Date::MIN);
    let parts = profiles.parts_since(read, yesterday).await?;
    Ok(view_now(profiles, &parts))
}

fn view_now(profiles: &Profiles, parts: &ProfileParts) -> ProfileView {
    view(parts, profiles.day(), profiles.now())
}
