//! One event. The two of the Timeback profile become facts; others are only looked over.

use jiff::Timestamp;

use super::envelope::VERSION;
use super::metric;
use super::node::{Node, Problem};
use crate::sandbox::school::fact::{Fact, Measure};
use crate::sandbox::school::ledger::Done;
use crate::sandbox::school::person::Person;
use crate::sandbox::school::roster::Roster;
use crate::sandbox::school::subject::Subject;

/// An event that was understood.
#[derive(Debug)]
pub struct Event {
    /// The id its sensor gave it.
    pub id: String,
    /// What it says a person has done; nothing when its actor is not on the roster.
    pub done: Option<Done>,
}

impl Event {
    /// Understands the event at `node`, sent by `sensor` at `sent_at`.
    pub fn parse(
        node: &Node<'_>,
        sensor: &str,
        sent_at: Timestamp,
        roster: &Roster,
        problems: &mut Vec<Problem>,
    ) -> Self {
        node.field("@context").constant(VERSION, problems);
        let id = node.field("id").text(problems).to_owned();
        let occurred_at = node.field("eventTime").instant(problems);
        let measure = match node.field("type").text(problems) {
            "ActivityEvent" => {
                profiled(
                    node,
                    "Completed",
                    "TimebackActivityMetricsCollection",
                    problems,
                );
                Some(Measure::Activity(metric::activity(
                    &node.field("generated"),
                    problems,
                )))
            }
            "TimeSpentEvent" => {
                profiled(
                    node,
                    "SpentTime",
                    "TimebackTimeSpentMetricsCollection",
                    problems,
                );
                Some(Measure::TimeSpent(metric::time_spent(
                    &node.field("generated"),
                    problems,
                )))
            }
            _ => {
                node.field("action").text(problems);
                None
            }
        };
        let done = measure.and_then(|measure| {
            let fact = fact(node, measure, occurred_at, problems);
            let person = actor(node, roster, problems)?;
            Some(Done {
                person_id: person.id.to_string(),
                fact: Fact {
                    sensor: sensor.into(),
                    sent_at,
                    ..fact
                },
            })
        });
        Self { id, done }
    }
}

/// What both events of the Timeback profile have in common.
fn profiled(node: &Node<'_>, action: &str, generated: &str, problems: &mut Vec<Problem>) {
    node.field("profile").constant("TimebackProfile", problems);
    node.field("action").constant(action, problems);
    node.field("generated").field("id").text(problems);
    node.field("generated")
        .field("type")
        .constant(generated, problems);
}

/// The person whom the actor's IRI ends in, or else whose address it carries.
fn actor<'r>(
    node: &Node<'_>,
    roster: &'r Roster,
    problems: &mut Vec<Problem>,
) -> Option<&'r Person> {
    let actor = node.field("actor");
    actor.field("type").constant("TimebackUser", problems);
    let id = last_segment(actor.field("id").text(problems));
    let email = actor.field("email").text(problems);
    roster.find_person(id).or_else(|| {
        roster
            .people()
            .iter()
            .find(|person| person.has_email(email))
    })
}

fn fact(
    node: &Node<'_>,
    measure: Measure,
    occurred_at: Timestamp,
    problems: &mut Vec<Problem>,
) -> Fact {
    let object = node.field("object");
    object
        .field("type")
        .constant("TimebackActivityContext", problems);
    let subject = object.field("subject");
    let activity = object.field("activity").field("name");
    let activity_name = if activity.is_absent() {
        ""
    } else {
        activity.text(problems)
    };
    Fact {
        id: 0,
        occurred_at,
        sent_at: occurred_at,
        subject: Subject::find(subject.text(problems)).unwrap_or_else(|| {
            subject.complain("must be a subject of the platform", problems);
            Subject::Other
        }),
        app: object.field("app").field("name").text(problems).into(),
        course_id: course_id(node).map(Into::into),
        activity_id: object.field("id").text(problems).into(),
        activity_name: activity_name.into(),
        sensor: "".into(),
        measure,
    }
}

/// The sourcedId that the course's IRI ends in, or else the one in the extensions.
fn course_id<'v>(node: &Node<'v>) -> Option<&'v str> {
    let iri = node
        .field("object")
        .field("course")
        .field("id")
        .optional_text();
    iri.map(last_segment)
        .or_else(|| node.field("extensions").field("courseId").optional_text())
}

fn last_segment(iri: &str) -> &str {
    iri.trim_end_matches('/').rsplit('/').next().unwrap_or(iri)
}
