use jiff::Timestamp;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

use crate::app_config::Subject;

/// The Caliper version of envelopes and events.
pub(super) const VERSION: &str = "http://purl.imsglobal.org/ctx/caliper/v1p2";

/// An event of the Timeback profile: an `ActivityEvent` or a `TimeSpentEvent`, depending on its measure.
///
/// Serializes to the platform's format. Has no `Debug`, because it contains the student's e-mail address.
#[derive(Clone, PartialEq)]
pub struct Event {
    /// The event's id, by which the platform deduplicates.
    pub id: Uuid,
    /// When it occurred; sent in UTC with milliseconds.
    pub occurred_at: Timestamp,
    /// The student.
    pub actor: Actor,
    /// The activity.
    pub object: ActivityContext,
    /// The metrics or the time spent.
    pub measure: Measure,
    /// The run the event belongs to.
    pub run_id: Option<Uuid>,
}

/// The student an event is about.
#[derive(Clone, PartialEq, Eq)]
pub struct Actor {
    /// The IRI of the user's OneRoster record.
    pub id: Url,
    /// The e-mail address the student signed in with.
    pub email: String,
}

/// The activity an event is about, with its app and course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityContext {
    /// The IRI that identifies the activity.
    pub id: Url,
    /// The activity's display name.
    pub name: String,
    /// The subject.
    pub subject: Subject,
    /// The app's display name.
    pub app_name: String,
    /// The IRI of the course's OneRoster record.
    pub course: Url,
    /// The course's sourcedId.
    pub course_id: String,
    /// The course's display name or code.
    pub course_name: String,
    /// Whether the platform creates an assessment result.
    pub process: bool,
}

/// The measure of an event, which determines its type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// A completed activity: an `ActivityEvent`.
    Activity(Activity),
    /// Time spent on an activity: a `TimeSpentEvent`.
    TimeSpent(TimeSpent),
}

/// A completed activity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Activity {
    /// The metrics.
    pub metrics: ActivityMetrics,
    /// The attempt number, from 1.
    pub attempt: Option<u32>,
    /// Progress in the course's work in this app, 0 to 100.
    pub pct_complete: Option<f64>,
}

/// Metrics of a completed activity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActivityMetrics {
    /// XP earned, about one per minute of focused learning. May be fractional, or negative for dishonest work.
    pub xp_earned: f64,
    /// Question counts.
    pub questions: Option<Questions>,
    /// Units mastered.
    pub mastered_units: Option<u64>,
}

/// Question counts. `correct` never exceeds `total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Questions {
    /// Number of questions.
    pub total: u64,
    /// Number of correct answers.
    pub correct: u64,
}

/// Time spent, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeSpent {
    /// Active seconds.
    pub active: f64,
    /// Inactive seconds; 0 is not sent.
    pub inactive: f64,
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl Event {
    /// Serializes the event to the platform's format.
    pub fn to_json(&self) -> Value {
        let (kind, action) = match self.measure {
            Measure::Activity(_) => ("ActivityEvent", "Completed"),
            Measure::TimeSpent(_) => ("TimeSpentEvent", "SpentTime"),
        };
        let mut event = json!({
            "@context": VERSION,
            "id": urn(self.id),
            "type": kind,
            "action": action,
            "profile": "TimebackProfile",
            "eventTime": format!("{:.3}", self.occurred_at),
            "actor": self.actor.to_json(),
            "object": self.object.to_json(),
            "generated": self.generated(),
            "extensions": { "courseId": self.object.course_id },
        });
        if let Some(run_id) = self.run_id {
            event["session"] = urn(run_id).into();
        }
        event
    }

    /// Builds the metrics collection. Its id is derived from the event's, so that serialization is deterministic.
    fn generated(&self) -> Value {
        let id = urn(Uuid::new_v5(&self.id, b"generated"));
        match self.measure {
            Measure::Activity(activity) => {
                let mut generated = json!({
                    "id": id,
                    "type": "TimebackActivityMetricsCollection",
                    "items": activity.metrics.items(),
                });
                if let Some(attempt) = activity.attempt {
                    generated["attempt"] = attempt.into();
                }
                if let Some(pct) = activity.pct_complete {
                    generated["extensions"] = json!({ "pctCompleteApp": pct });
                }
                generated
            }
            Measure::TimeSpent(time) => json!({
                "id": id,
                "type": "TimebackTimeSpentMetricsCollection",
                "items": time.items(),
            }),
        }
    }
}

impl ActivityMetrics {
    fn items(self) -> Vec<Value> {
        let mut items = Vec::new();
        if let Some(Questions { total, correct }) = self.questions {
            items.push(item("totalQuestions", total));
            items.push(item("correctQuestions", correct));
        }
        items.push(item("xpEarned", self.xp_earned));
        items.extend(
            self.mastered_units
                .map(|units| item("masteredUnits", units)),
        );
        items
    }
}

impl TimeSpent {
    fn items(self) -> Vec<Value> {
        let mut items = vec![item("active", self.active)];
        if self.inactive > 0.0 {
            items.push(item("inactive", self.inactive));
        }
        items
    }
}

fn urn(id: Uuid) -> String {
    id.urn().to_string()
}

fn item(kind: &str, value: impl Into<Value>) -> Value {
    json!({ "type": kind, "value": value.into() })
}

impl Actor {
    fn to_json(&self) -> Value {
        json!({ "id": self.id.as_str(), "type": "TimebackUser", "email": self.email })
    }
}

impl ActivityContext {
    fn to_json(&self) -> Value {
        json!({
            "id": self.id.as_str(),
            "type": "TimebackActivityContext",
            "subject": self.subject.as_str(),
            "app": { "name": self.app_name },
            "activity": { "name": self.name },
            "course": { "id": self.course.as_str(), "name": self.course_name },
            "process": self.process,
        })
    }
}
