use jiff::Timestamp;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

use crate::app_config::Subject;

/// The Caliper version of envelopes and events.
pub(super) const VERSION: &str = "http://purl.imsglobal.org/ctx/caliper/v1p2";

/// An event of the Timeback profile. Its measure decides whether it is an `ActivityEvent` or a `TimeSpentEvent`.
///
/// Serialises as the platform takes it. Has no `Debug`: it holds the student's address.
#[derive(Clone, PartialEq)]
pub struct Event {
    /// What the platform knows the event by, however often it is sent.
    pub id: Uuid,
    /// When it happened; sent in UTC with milliseconds.
    pub occurred_at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// What it was done with.
    pub object: ActivityContext,
    /// What came of it.
    pub measure: Measure,
    /// The run that the event belongs to: what the same student did in one go.
    pub run_id: Option<Uuid>,
}

/// The student an event is about.
#[derive(Clone, PartialEq, Eq)]
pub struct Actor {
    /// The IRI of the user's OneRoster record.
    pub id: Url,
    /// The address the student signed in with.
    pub email: String,
}

/// The activity an event is about, and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityContext {
    /// The IRI of the activity: by it the platform tells activities apart.
    pub id: Url,
    /// The activity's name, for people.
    pub name: String,
    /// The subject its work is counted under.
    pub subject: Subject,
    /// The app's name, for people.
    pub app_name: String,
    /// The IRI of the course's OneRoster record.
    pub course: Url,
    /// The course's sourcedId.
    pub course_id: String,
    /// The course's code, for people.
    pub course_name: String,
    /// Whether the platform shall make an assessment result of it; it does so by default.
    pub process: bool,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// An activity was completed: an `ActivityEvent`.
    Activity(Activity),
    /// Time was spent on one: a `TimeSpentEvent`.
    TimeSpent(TimeSpent),
}

/// A completed activity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Activity {
    /// The figures.
    pub metrics: ActivityMetrics,
    /// Which attempt it was, from 1.
    pub attempt: Option<u32>,
    /// How much of the course's work in this app is done now, 0 to 100.
    pub pct_complete: Option<f64>,
}

/// What a completed activity was worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActivityMetrics {
    /// XP, about minutes of focused learning; may be fractional, and negative for work that was not honest.
    pub xp_earned: f64,
    /// Questions asked and how many of them were answered correctly.
    pub questions: Option<Questions>,
    /// Units mastered.
    pub mastered_units: Option<u64>,
}

/// Questions asked and answered; never more correct ones than there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Questions {
    /// How many there were.
    pub total: u64,
    /// How many of them were answered correctly.
    pub correct: u64,
}

/// Seconds spent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeSpent {
    /// Seconds at work.
    pub active: f64,
    /// Seconds away; 0 is not sent.
    pub inactive: f64,
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl Event {
    /// The event as the platform takes it.
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

    /// The figures as a Caliper collection. Its id follows from the event's, so that the same event is always the same
    /// text.
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
