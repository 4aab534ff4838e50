//! One event. The two of the Timeback profile become facts; others are only looked over.

use jiff::Timestamp;

use super::activity_context;
use super::envelope::{Source, VERSION};
use super::grade::ActivityDetails;
use super::metric;
use super::node::{Node, Problem};
use crate::oneroster::gradebook::Graded;
use crate::school::fact::{Fact, Measure};
use crate::school::ledger::CompletedWork;
use crate::school::roster::Roster;

/// An event that was understood.
#[derive(Debug)]
pub struct Event {
    /// The id its sensor gave it.
    pub id: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// What it says a person has done; nothing when its actor is not on the roster.
    pub done: Option<CompletedWork>,
    /// What it leaves in the gradebook.
    pub graded: Option<Graded>,
    /// The event as it was sent.
    pub json: String,
}

/// Who did it, as far as the event says.
#[derive(Debug, Default)]
pub struct Actor {
    /// The IRI.
    pub id: String,
    /// The address.
    pub email: String,
    /// The roster's sourcedId, or else the end of the IRI.
    pub sourced_id: String,
    /// Whether the roster knows them.
    is_known: bool,
}

impl Event {
    /// Understands the event at `node`, sent by `source`.
    pub fn parse(
        node: &Node<'_>,
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
            done: None,
            graded: None,
            json: node.to_json(),
        };
        match node.field("type").text(problems) {
            "ActivityEvent" => event.completed(node, source, problems),
            "TimeSpentEvent" => event.spent_time(node, source, problems),
            _ => _ = node.field("action").text(problems),
        }
        event
    }

    fn completed(&mut self, node: &Node<'_>, source: &Source<'_>, problems: &mut Vec<Problem>) {
        profiled(
            node,
            ("Completed", "TimebackActivityMetricsCollection"),
            problems,
        );
        let (work, has_questions) = metric::activity(&node.field("generated"), problems);
        let particulars = ActivityDetails::parse(node, has_questions, problems);
        let fact = self.fact(node, source, Measure::Activity(work), problems);
        if self.actor.is_known {
            self.graded = particulars.graded(&self.id, &self.actor, &fact, work);
            self.done = Some(self.done(fact));
        }
    }

    fn spent_time(&mut self, node: &Node<'_>, source: &Source<'_>, problems: &mut Vec<Problem>) {
        profiled(
            node,
            ("SpentTime", "TimebackTimeSpentMetricsCollection"),
            problems,
        );
        let time = metric::time_spent(&node.field("generated"), problems);
        let fact = self.fact(node, source, Measure::TimeSpent(time), problems);
        if self.actor.is_known {
            self.done = Some(self.done(fact));
        }
    }

    fn done(&self, fact: Fact) -> CompletedWork {
        CompletedWork {
            person_id: self.actor.sourced_id.clone(),
            fact,
        }
    }

    fn fact(
        &self,
        node: &Node<'_>,
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

/// What both events of the Timeback profile have in common; `kinds` are the action and what it generates.
fn profiled(node: &Node<'_>, kinds: (&str, &str), problems: &mut Vec<Problem>) {
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
    /// The person whom the actor's IRI ends in, or else whose address it carries.
    fn find(node: &Node<'_>, roster: &Roster) -> Self {
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
            is_known: person.is_some(),
        }
    }
}
