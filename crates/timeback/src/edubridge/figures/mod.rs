//! A student's activity as flat figures: what a profile is made of, without the rest of the facts.

mod days;
mod facts;
mod facts_by_app;
mod names;
mod object;
mod rows;
mod table;

use serde::Deserialize;

use self::rows::{AppRows, SubjectRows};
pub(crate) use self::table::{DayTable, Row};
use super::{Activity, ActivityMetrics, Facts};
use crate::{
    Failure,
    lenient::{Fields, LenientDecode},
};

/// The figures of an [`Activity`] response, decoded without its tree. A field that is no part of them is not read, even
/// if it is malformed.
#[derive(Debug, Default, Deserialize)]
#[serde(expecting = "struct Activity")]
pub(crate) struct ActivityFigures {
    /// By day and subject, over all apps.
    #[serde(rename = "facts", deserialize_with = "facts::deserialize")]
    pub subjects: DayTable<SubjectFigures>,
    /// XP by day and app, over all subjects; empty if the platform does not send it.
    #[serde(
        rename = "factsByApp",
        default,
        deserialize_with = "facts_by_app::deserialize"
    )]
    pub apps: DayTable<f64>,
}

/// One day's figures in one subject.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SubjectFigures {
    pub activity_metrics: ActivityMetrics,
    pub active_seconds: f64,
}

/// A malformed response is decoded as an [`Activity`].
impl LenientDecode for ActivityFigures {
    fn decode_fields(response: Fields<'_>) -> Result<Self, Failure> {
        Activity::decode_fields(response).map(Self::from)
    }
}

impl From<Activity> for ActivityFigures {
    fn from(activity: Activity) -> Self {
        let mut subjects = SubjectRows::default();
        for (day, facts) in activity.facts {
            subjects.begin_day(day);
            for (subject, facts) in facts {
                let subject = subjects.subjects.index(&subject);
                subjects.push(subject, SubjectFigures::from(facts));
            }
        }
        let mut apps = AppRows::default();
        for (day, facts) in activity.facts_by_app {
            apps.begin_day(day);
            for (subject, facts) in facts {
                let subject = apps.subjects.index(&subject);
                apps.begin_subject(subject);
                for (app, facts) in facts {
                    let app = apps.apps.index(&app);
                    apps.push(subject, app, facts.activity_metrics.xp_earned);
                }
            }
        }
        Self {
            subjects: subjects.into_table(),
            apps: apps.into_table(),
        }
    }
}

impl From<Facts> for SubjectFigures {
    fn from(facts: Facts) -> Self {
        Self {
            activity_metrics: facts.activity_metrics,
            active_seconds: facts.time_spent_metrics.active_seconds,
        }
    }
}
