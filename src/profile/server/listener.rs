//! One page that listens: what it was shown, and when to look for more.

use std::time::Duration;

use jiff::{Timestamp, civil::Date};
use tokio::time::{Instant, Interval, interval_at, sleep_until};

use super::load;
use crate::{
    profile::{ProfileView, dashboard::Dashboard},
    server::{AppState, live::Subscription, profile_reads::StudentReader},
};
use timeback::{Day, Freshness};

/// When to look for what was earned, counted from when the platform took it in: it may need minutes to count it.
const POLLS: [Duration; 4] = [
    Duration::ZERO,
    Duration::from_secs(10),
    Duration::from_mins(1),
    Duration::from_mins(5),
];

/// How often to see whether the session still holds; it may have ended on another node, or by itself.
const CHECK_EVERY: Duration = Duration::from_secs(30);

/// How often to see whether a new day has begun. Asks nobody.
const CHECK_DAY_EVERY: Duration = Duration::from_secs(5);

/// The far end of one page's connection.
pub struct Listener {
    state: AppState,
    reader: StudentReader,
    subscription: Subscription,
    /// XP of today and in all.
    shown: (Option<f64>, Option<f64>),
    /// The page has an older reading than this one.
    newer: Option<Dashboard>,
    polls: PollSchedule,
    check: Interval,
    /// The student's calendar days.
    calendar: Day,
    /// The day that the page shows as today.
    day: Date,
    check_day: Interval,
}

impl Listener {
    /// Listens for a page that has the reading of `since`; the latest is `dashboard`.
    pub fn new(
        state: AppState,
        reader: StudentReader,
        subscription: Subscription,
        dashboard: Dashboard,
        since: i64,
    ) -> Self {
        let calendar = state.profiles.day_of(reader.student());
        let day = calendar.date(state.profiles.now());
        let is_newer = dashboard.view.fetched_at > since || day_at(&calendar, since) < day;
        Self {
            state,
            reader,
            subscription,
            shown: xp(&dashboard.view),
            newer: is_newer.then_some(dashboard),
            polls: PollSchedule::none(),
            check: interval_at(Instant::now() + CHECK_EVERY, CHECK_EVERY),
            calendar,
            day,
            check_day: interval_at(Instant::now() + CHECK_DAY_EVERY, CHECK_DAY_EVERY),
        }
    }

    /// The next dashboard the page should show, at the latest when a new day begins; none when the session is over or the server
    /// stops.
    pub async fn next(&mut self) -> Option<Dashboard> {
        if let Some(dashboard) = self.newer.take() {
            return Some(dashboard);
        }
        let stopping = self.state.stopping.clone();
        loop {
            tokio::select! {
                () = stopping.cancelled() => return None,
                goes_on = self.subscription.earned() => {
                    if !goes_on {
                        return None;
                    }
                    self.polls = PollSchedule::from(Instant::now());
                }
                () = self.polls.due() => {
                    if let Some(dashboard) = self.poll().await {
                        return Some(dashboard);
                    }
                }
                _ = self.check_day.tick() => {
                    if let Some(dashboard) = self.start_new_day().await {
                        return Some(dashboard);
                    }
                }
                _ = self.check.tick() => {
                    if !self.is_signed_in().await {
                        return None;
                    }
                }
            }
        }
    }

    /// The dashboard, if more or less XP is on it than the page shows. A failure is not the page's business: it goes on
    /// showing what it has.
    async fn poll(&mut self) -> Option<Dashboard> {
        let read = self.reader.begin(&self.state).ok()?;
        let loaded = load::dashboard(&self.state.profiles, read, Freshness::Cached).await;
        let dashboard = loaded.ok()?;
        let view = &dashboard.view;
        if xp(view) == self.shown {
            self.state.profiles.expire(&view.student.id).await;
            return None;
        }
        self.shown = xp(view);
        self.polls = PollSchedule::none();
        Some(dashboard)
    }

    /// The dashboard as it begins the day, if a new one has begun.
    async fn start_new_day(&mut self) -> Option<Dashboard> {
        let today = self.calendar.date(self.state.profiles.now());
        if today == self.day {
            return None;
        }
        let read = self.reader.begin(&self.state).ok()?;
        let dashboard = load::new_day(&self.state.profiles, read).await.ok()?;
        self.day = today;
        self.shown = xp(&dashboard.view);
        Some(dashboard)
    }

    fn is_signed_in(&self) -> impl Future<Output = bool> + use<> {
        let (identity, session) = (self.state.identity.clone(), self.reader.session().clone());
        // A store that fails for a moment signs nobody out; the next check will tell.
        async move { identity.is_active(&session).await.unwrap_or(true) }
    }
}

/// The day of this instant, in Unix milliseconds.
fn day_at(calendar: &Day, instant: i64) -> Date {
    let instant = Timestamp::from_millisecond(instant).unwrap_or_default();
    calendar.date(instant)
}

fn xp(profile: &ProfileView) -> (Option<f64>, Option<f64>) {
    (profile.xp_today(), profile.total_xp())
}

/// The polls that are left.
struct PollSchedule {
    since: Instant,
    left: std::slice::Iter<'static, Duration>,
    next: Option<Instant>,
}

impl PollSchedule {
    fn none() -> Self {
        Self {
            since: Instant::now(),
            left: [].iter(),
            next: None,
        }
    }

    fn from(since: Instant) -> Self {
        let mut polls = Self {
            since,
            left: POLLS.iter(),
            next: None,
        };
        polls.advance();
        polls
    }

    fn advance(&mut self) {
        self.next = self.left.next().map(|delay| self.since + *delay);
    }

    /// Waits for the next look, for ever where there is none.
    async fn due(&mut self) {
        match self.next {
            Some(at) => sleep_until(at).await,
            None => std::future::pending().await,
        }
        self.advance();
    }
}
