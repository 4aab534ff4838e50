//! Profiles for pages: by a deadline of their own, and when a new day begins.

use std::{sync::Arc, time::Duration};

use jiff::{Timestamp, civil::Date};
use leptos::prelude::expect_context;
use tokio::time::timeout;

use super::view::{staleness, view};
use crate::{
    error::AppError,
    profile::{ProfileView, Staleness, dashboard::Dashboard},
    server::{AppState, Profiles, StudentRead, context},
    viewer::CurrentUser,
};
use timeback::{
    DailyXp, Day, DayDetails, EnrolledCourse, Freshness, PartsByDeadline, ProfileParts,
    Verification,
};

/// How long a page waits for Timeback: it stands in whole before a reader gives up. The calls have longer.
pub(super) const PAGE_PATIENCE: Duration = Duration::from_millis(2500);

/// How long a page waits for the XP of courses, when it has all else.
pub(super) const COURSES_PATIENCE: Duration = Duration::from_millis(1500);

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

/// The profile that this read is of: what is known, or with `fresh` a new one from Timeback.
///
/// # Errors
/// As a page may know them; the answer's status says so.
pub async fn profile(read: StudentRead, fresh: bool) -> Result<ProfileView, AppError> {
    let profiles = profiles();
    let day = profiles.day_of(read.student());
    let view = if fresh {
        let parts = profiles.parts(read, Freshness::Fresh).await;
        parts.map(|parts| view(&parts, &day, profiles.now()))
    } else {
        let known = profiles.parts_within(read, PAGE_PATIENCE).await;
        known.map(|known| view_by_deadline(&known, &day, profiles.now()))
    };
    view.map_err(context::refuse)
}

/// The dashboard of the student that this read is of, as far as it is known after `PAGE_PATIENCE` at most. What arrives
/// later is for the next page, and for this one where it listens.
///
/// # Errors
/// As a page may know them; the answer's status says so.
pub async fn dashboard_by_deadline(read: StudentRead) -> Result<Dashboard, AppError> {
    let (profiles, student) = (profiles(), read.student().clone());
    let known = profiles.parts_within(read, PAGE_PATIENCE).await;
    let known = known.map_err(context::refuse)?;
    let (day, now) = (profiles.day_of(&student), profiles.now());
    let view = view_by_deadline(&known, &day, now);
    Ok(dashboard_of(&profiles, student, known.parts, view))
}

/// The parts of a profile, and the time they are looked at.
pub struct PageParts {
    /// The parts.
    pub parts: Arc<ProfileParts>,
    /// The student.
    pub student: CurrentUser,
    /// The student's calendar day.
    pub day: Day,
    /// The time by the server's clock.
    pub now: Timestamp,
}

impl PageParts {
    /// Today, by the student's calendar.
    pub fn today(&self) -> Date {
        self.day.date(self.now)
    }

    /// Why a part is missing or out of date, if one is.
    pub fn staleness(&self) -> Option<Staleness> {
        staleness(&self.parts, &self.day, self.now)
    }
}

/// The parts of the profile that this read is of, as far as they are known after `PAGE_PATIENCE` at most.
///
/// # Errors
/// As a page may know them; the answer's status says so.
pub async fn parts_by_deadline(read: StudentRead) -> Result<PageParts, AppError> {
    let (profiles, student) = (profiles(), read.student().clone());
    let known = profiles.parts_within(read, PAGE_PATIENCE).await;
    Ok(PageParts {
        parts: known.map_err(context::refuse)?.parts,
        day: profiles.day_of(&student),
        now: profiles.now(),
        student,
    })
}

/// What the student of this page did on one day.
pub async fn day_details(page: &PageParts, date: Date) -> DayDetails {
    let profiles = profiles();
    profiles.day_details(&page.student, &page.parts, date).await
}

/// The XP of one course of this page's student, after `PAGE_PATIENCE` at most.
///
/// # Errors
/// As a page may know them.
pub async fn course_xp(page: &PageParts, course: EnrolledCourse) -> Result<Arc<DailyXp>, AppError> {
    let profiles = profiles();
    let load = profiles.course_xp(&page.student, &page.parts, vec![course]);
    let loaded = timeout(PAGE_PATIENCE, load).await.ok();
    let loaded = loaded.and_then(|mut courses| courses.pop());
    let xp = loaded.ok_or(AppError::TimebackUnavailable)?;
    xp.map_err(|error| AppError::from(&error))
}

/// The profile that the session has already; asks nobody.
pub async fn cached_profile(read: StudentRead) -> Option<ProfileView> {
    let profiles = profiles();
    let day = profiles.day_of(read.student());
    let parts = profiles.peek(read).await?;
    Some(view(&parts, &day, profiles.now()))
}

pub(super) fn profiles() -> Profiles {
    expect_context::<AppState>().profiles.clone()
}

/// The dashboard, however incomplete; with [`Freshness::Fresh`] all of it is asked anew. Waits as long as the client of
/// Timeback does.
///
/// # Errors
/// As a page may know them.
pub async fn dashboard(
    profiles: &Profiles,
    read: StudentRead,
    freshness: Freshness,
) -> Result<Dashboard, AppError> {
    let student = read.student().clone();
    let parts = profiles.parts(read, freshness).await?;
    Ok(dashboard_now(profiles, student, parts))
}

/// What a page that stays open is shown when a new day begins. Where the session's profile is of the day before nobody is
/// asked: a thousand pages do not ask at midnight what a few students will have done.
///
/// # Errors
/// As [`dashboard`].
pub async fn new_day(profiles: &Profiles, read: StudentRead) -> Result<Dashboard, AppError> {
    let student = read.student().clone();
    let today = profiles.today_of(&student);
    let yesterday = today.yesterday().unwrap_or(Date::MIN);
    let parts = profiles.parts_since(read, yesterday).await?;
    Ok(dashboard_now(profiles, student, parts))
}

fn dashboard_now(profiles: &Profiles, student: CurrentUser, parts: Arc<ProfileParts>) -> Dashboard {
    let view = view(&parts, &profiles.day_of(&student), profiles.now());
    dashboard_of(profiles, student, parts, view)
}

fn dashboard_of(
    profiles: &Profiles,
    student: CurrentUser,
    parts: Arc<ProfileParts>,
    view: ProfileView,
) -> Dashboard {
    let (day, now) = (profiles.day_of(&student), profiles.now());
    let load = |courses: Vec<EnrolledCourse>| {
        let (profiles, parts) = (profiles.clone(), Arc::clone(&parts));
        async move {
            // While XP cannot be loaded, courses are not asked for theirs.
            if parts.activity.is_err() {
                return Vec::new();
            }
            let load = profiles.course_xp(&student, &parts, courses);
            // The loads go on, and the next page has what they bring.
            timeout(COURSES_PATIENCE, load).await.unwrap_or_default()
        }
    };
    Dashboard::new(view, &parts, &day, now, load)
}

pub(super) fn view_by_deadline(known: &PartsByDeadline, day: &Day, now: Timestamp) -> ProfileView {
    let mut view = view(&known.parts, day, now);
    if known.is_unfinished {
        // Whatever comes is newer.
        view.fetched_at = 0;
    }
    view
}
