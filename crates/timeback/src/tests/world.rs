//! A client, a platform and a clock.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::upstream::{Reply, Route, Upstream};
use crate::{Clock, Config, Jitter, Timeback};

pub const STUDENT: &str = "student@example.com";

pub struct World {
    pub upstream: Upstream,
    pub timeback: Timeback,
    seconds: Arc<AtomicI64>,
}

impl World {
    /// Noon of 2026-03-10, a student with one course, and a platform without faults.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// The same, with other settings.
    pub async fn with(adjust: impl FnOnce(&mut Config)) -> Self {
        let upstream = Upstream::default();
        upstream.always(Route::Users, Reply::json(users(&[user("tb_1")])));
        upstream.always(Route::Enrollments, Reply::json(enrollments()));
        upstream.always(Route::Activity, Reply::json(activity(12.5)));
        let seconds = Arc::new(AtomicI64::new(0));
        let hand = Arc::clone(&seconds);
        let mut config = Config::sandbox(&upstream.listen().await);
        config.timeout = Duration::from_secs(10);
        config.jitter = Jitter::new(|| 1.0);
        config.clock =
            Clock::new(move || Timestamp::from_second(hand.load(Ordering::SeqCst)).unwrap());
        adjust(&mut config);
        let world = Self {
            upstream,
            timeback: Timeback::new(config),
            seconds,
        };
        world.set_clock("2026-03-10T12:00:00Z");
        world
    }

    pub fn set_clock(&self, instant: &str) {
        let instant: Timestamp = instant.parse().unwrap();
        self.seconds.store(instant.as_second(), Ordering::SeqCst);
    }
}

pub fn user(id: &str) -> Value {
    json!({
        "sourcedId": id, "status": "active", "enabledUser": "true", "email": STUDENT, "metadata": null,
        "givenName": "Ada", "familyName": "King", "grades": ["4", "5"], "agents": [], "userProfiles": [],
        "roles": [{ "roleType": "primary", "role": "student", "org": { "sourcedId": "s1", "type": "org" } }],
        "primaryOrg": { "sourcedId": "s1", "type": "org", "name": "Alpha School" }
    })
}

pub fn users(users: &[Value]) -> Value {
    let count = users.len();
    json!({ "users": users, "totalCount": count, "pageCount": 1, "pageNumber": 1, "offset": 0, "limit": 2 })
}

pub fn enrollments() -> Value {
    json!({ "data": [{
        "id": "e1", "role": "student", "beginDate": null, "endDate": null,
        "metadata": { "goals": { "dailyXp": 25, "dailyAccuracy": 80.0, "dailyLessons": null } },
        "course": { "id": "c1", "title": "Math 5", "metadata": {} }, "school": { "id": "s1", "name": "Alpha School" }
    }] })
}

/// Activity with `today` XP on the clock's day and 27 the day before.
pub fn activity(today: f64) -> Value {
    let facts = |xp: f64| {
        json!({ "Math": {
            "activityMetrics": { "xpEarned": xp, "totalQuestions": 10, "correctQuestions": 9, "masteredUnits": 1 },
            "timeSpentMetrics": { "activeSeconds": 600, "inactiveSeconds": 0, "wasteSeconds": 0 }, "apps": ["Alpha"]
        } })
    };
    json!({
        "message": "ok", "startDate": "…", "endDate": "…", "factsByApp": {},
        "facts": { "2026-03-09": facts(27.0), "2026-03-10": facts(today) }
    })
}

/// An error with its sources, as a log shows it.
pub fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}
