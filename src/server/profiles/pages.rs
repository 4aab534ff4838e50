//! What pages are told: by a deadline of their own, and when a new day begins.

use std::time::Duration;

use jiff::{Timestamp, civil::Date};
use tokio::time::timeout;

use super::Profiles;
use crate::{
    error::AppError,
    profile::ProfileView,
    server::{StudentRead, timeback_failure::log_and_map},
};
use timeback::{PartsByDeadline, Verification};

/// How long a page waits for Timeback: it stands in whole before a reader gives up. The calls have longer.
const PAGE_PATIENCE: Duration = Duration::from_millis(2500);

impl Profiles {
    /// [`verify`](Self::verify), for a page: after `PAGE_PATIENCE` at most.
    ///
    /// # Errors
    /// As a page may know them.
    pub async fn verify_for_page(&self, read: StudentRead) -> Result<Verification, AppError> {
        match timeout(PAGE_PATIENCE, self.verify(read)).await {
            Ok(verification) => Ok(verification?),
            // The lookup goes on, and the next page knows its answer.
            Err(_) => Err(AppError::TimebackUnavailable),
        }
    }

    /// What a page is told of this student after `PAGE_PATIENCE` at most: what is known by then. What arrives later is
    /// for the next page, and for this one where it listens.
    ///
    /// # Errors
    /// As a page may know them.
    pub async fn page_report(&self, read: StudentRead) -> Result<ProfileView, AppError> {
        let student = &self.admit(read).await;
        let (session, email) = (student.session.as_str(), student.email.as_str());
        let known = self.cache.parts_within(session, email, PAGE_PATIENCE);
        let PartsByDeadline {
            parts,
            is_unfinished,
        } = known.await?;
        self.link(student, &parts.user.id).await?;
        if let Some(error) = parts.last_error() {
            log_and_map(error);
        }
        let mut report = self.report_of(&parts);
        if is_unfinished {
            // Whatever comes is newer.
            report.fetched_at = 0;
        }
        Ok(report)
    }

    /// What a page that stays open is told when a new day begins. Where the session's reading is of the day before nobody
    /// is asked: a thousand pages do not ask at midnight what a few students will have done.
    ///
    /// # Errors
    /// As [`report`](Self::report).
    pub async fn report_of_new_day(&self, read: StudentRead) -> Result<ProfileView, AppError> {
        let yesterday = self.today().yesterday().ok();
        let last = self.cache.last_parts(read.student.session.as_str());
        let recent = last.filter(|parts| {
            let day = parts.activity.as_ref().ok().map(|activity| activity.day);
            day.is_some_and(|day| Some(day) >= yesterday)
        });
        let Some(parts) = recent else {
            return self.report(read, false).await;
        };
        let student = &self.admit(read).await;
        self.link(student, &parts.user.id).await?;
        Ok(self.report_of(&parts))
    }

    /// The day that is today where the students are.
    pub fn today(&self) -> Date {
        let clock = self.env.clock();
        self.cache.options().day.date(clock())
    }

    /// The day of this instant, in Unix milliseconds.
    pub fn day_of(&self, instant: i64) -> Date {
        let instant = Timestamp::from_millisecond(instant).unwrap_or_default();
        self.cache.options().day.date(instant)
    }
}
