//! Caliper events. The two types of the Timeback profile become facts; others are validated and stored only.

use jiff::Timestamp;

use super::activity_context;
use super::envelope::{Source, VERSION};
use super::graded_work::ActivityDetails;
use super::json_node::{JsonNode, Problem};
use super::metric;
use crate::oneroster::gradebook::GradedWork;
use crate::school::fact::{Fact, Measure};
use crate::school::fact_store::CompletedWork;
use crate::school::roster::Roster;

/// A valid event.
#[derive(Debug)]
pub struct Event {
    /// The id assigned by the sensor.
    pub id: String,
    /// When it occurred.
    pub occurred_at: Timestamp,
    /// The actor.
    pub actor: Actor,
    /// The work it reports; `None` when the actor is not on the roster.
    pub completed_work: Option<CompletedWork>,
    /// The rows it adds to the gradebook.
    pub graded_work: Option<GradedWork>,
    /// The event as it was sent.
    pub json: String,
}

/// The actor of an event.
#[derive(Debug, Default)]
pub struct Actor {
    /// The IRI; may be empty.
    pub id: String,
    /// The e-mail address; may be empty.
    pub email: String,
    /// The user's sourcedId, or the last segment of the IRI if the user is unknown.
    pub sourced_id: String,
    /// Whether the user is on the roster.
    is_on_roster: bool,
}

impl Event {
    /// Parses the event at `node`, sent by `source`.
    pub fn parse(
        node: &JsonNode<'_>,
        source: &Source<'_>,
        roster: &Roster,
        problems: &mut Vec<Problem>,
    ) -> Self {
        node.field("@context").constant(VERSION, problems);
        let id = node.field("id").urn_uuid(problems).to_owned();
        let occurred_at = node.field("eventTime").instant(problems);
        let mut event = Self {
            id,
            occurred_at,
            actor: Actor::find(node, roster),
            completed_work: None,
            graded_work: None,
            json: node.to_json(),
        };
        match node.field("type").text(problems) {
            "ActivityEvent" => event.completed(node, source, problems),
            "TimeSpentEvent" => event.spent_time(node, source, problems),
            _ => _ = node.field("action").text(problems),
        }
        event
    }

    fn completed(&mut self, node: &JsonNode<'_>, source: &Source<'_>, problems: &mut Vec<Problem>) {
        check_profile(
            node,
            ("Completed", "TimebackActivityMetricsCollection"),
            problems,
        );
        let (work, has_questions) = metric::activity(&node.field("generated"), problems);
        let details = ActivityDetails::parse(node, has_questions, problems);
        let fact = self.fact(node, source, Measure::Activity(work), problems);
        if self.actor.is_on_roster {
            self.graded_work = details.graded(&self.id, &self.actor, &fact, work);
            self.completed_work = Some(self.completed_work(fact));
        }
    }

    fn spent_time(
        &mut self,
        node: &JsonNode<'_>,
        source: &Source<'_>,
        problems: &mut Vec<Problem>,
    ) {
        check_profile(
            node,
            ("SpentTime", "TimebackTimeSpentMetricsCollection"),
            problems,
        );
        let time = metric::time_spent(&node.field("generated"), problems);
        let fact = self.fact(node, source, Measure::TimeSpent(time), problems);
        if self.actor.is_on_roster {
            self.completed_work = Some(self.completed_work(fact));
        }
    }

    fn completed_work(&self, fact: Fact) -> CompletedWork {
        CompletedWork {
            person_id: self.actor.sourced_id.clone(),
            fact,
        }
    }

    fn fact(
        &self,
        node: &JsonNode<'_>,
        source: &Source<'_>,
        measure: Measure,
        problems: &mut Vec<Problem>,
    ) -> Fact {
        let context = activity_context::ActivityContext::parse(node, problems);
        Fact {
            id: 0,
            occurred_at: self.occurred_at,
            sent_at: source.sent_at,
            subject: context.subject,
            app: context.app.into(),
            course_id: Some(context.course_id.into()),
            activity_id: context.activity_id.into(),
            activity_name: context.activity_name.into(),
            sensor: source.sensor.into(),
            measure,
        }
    }
}

/// Validates what both events of the Timeback profile share; `kinds` are the action and the type of `generated`.
fn check_profile(node: &JsonNode<'_>, kinds: (&str, &str), problems: &mut Vec<Problem>) {
    let (action, collection) = kinds;
    node.field("profile").constant("TimebackProfile", problems);
    node.field("action").constant(action, problems);
    let actor = node.field("actor");
    actor.field("type").constant("TimebackUser", problems);
    actor.field("id").text(problems);
    actor.field("email").text(problems);
    let generated = node.field("generated");
    generated.field("id").urn_uuid(problems);
    generated.field("type").constant(collection, problems);
    let session = node.field("session");
    if !session.is_absent() {
        session.urn_uuid(problems);
    }
}

impl Actor {
    /// Finds the user by the id at the end of the actor's IRI, or else by e-mail address.
    fn find(node: &JsonNode<'_>, roster: &Roster) -> Self {
        let actor = node.field("actor");
        let iri = actor.optional_text().or(actor.field("id").optional_text());
        let iri = iri.unwrap_or_default();
        let email = actor.field("email").optional_text().unwrap_or_default();
        let id = activity_context::last_segment(iri);
        let person = roster.find_person(id).or_else(|| {
            let mut people = roster.people().iter();
            people.find(|person| person.has_email(email))
        });
        Self {
            id: iri.to_owned(),
            email: email.to_owned(),
            sourced_id: person.map_or(id, |person| &person.id).to_owned(),
            is_on_roster: person.is_some(),
        }
    }
}
