//! Gradebook rows of completed work: a line item for the activity, and a result.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::event::Actor;
use super::json_node::{JsonNode, Problem};
use crate::oneroster::gradebook::GradedWork;
use crate::school::fact::{ActivityMeasure, Fact};

/// The details of an `ActivityEvent` beside its metrics.
#[derive(Debug)]
pub struct ActivityDetails {
    attempt: u64,
    has_questions: bool,
    percent_complete: Option<f64>,
    is_processed: bool,
}

impl ActivityDetails {
    /// Parses the details of the `ActivityEvent` at `node`.
    pub fn parse(node: &JsonNode<'_>, has_questions: bool, problems: &mut Vec<Problem>) -> Self {
        let generated = node.field("generated");
        let attempt = generated.field("attempt");
        let percent = generated.field("extensions").field("pctCompleteApp");
        let percent_complete = (!percent.is_absent()).then(|| percent.number(problems));
        if percent_complete.is_some_and(|percent| !(0.0..=100.0).contains(&percent)) {
            percent.add_problem("must be from 0 to 100", problems);
        }
        Self {
            attempt: if attempt.is_absent() {
                1
            } else {
                attempt.count(problems)
            },
            has_questions,
            percent_complete,
            is_processed: node.field("object").field("process").flag(true, problems),
        }
    }

    /// Returns the rows for the gradebook; `None` if the event has `process: false`.
    pub fn graded(
        &self,
        event_id: &str,
        actor: &Actor,
        fact: &Fact,
        work: ActivityMeasure,
    ) -> Option<GradedWork> {
        let course_id = fact.course_id.as_deref().unwrap_or_default();
        let line_item_id = format!(
            "caliper_{:x}",
            Sha256::digest(format!("{}_{course_id}", fact.activity_id))
        );
        self.is_processed.then(|| GradedWork {
            result_id: format!("caliper_{event_id}"),
            student_id: actor.sourced_id.clone(),
            title: fact.activity_name.to_string(),
            course_id: course_id.to_owned(),
            line_item_id,
            scored_at: fact.occurred_at,
            score: self.score(work),
            metadata: self.metadata(event_id, fact, work),
        })
    }

    /// Returns the percentage of questions answered correctly.
    fn score(&self, work: ActivityMeasure) -> Option<f64> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "nobody answers 2^52 questions at a sitting"
        )]
        let percent = work.correct_questions as f64 * 100.0 / work.total_questions as f64;
        (self.has_questions && work.total_questions > 0).then_some(percent)
    }

    fn metadata(&self, event_id: &str, fact: &Fact, work: ActivityMeasure) -> Value {
        let counted = |count: u64| self.has_questions.then_some(count);
        let percent = self.percent_complete.map(|percent| percent.to_string());
        json!({
            "xp": work.xp,
            "totalQuestions": counted(work.total_questions),
            "correctQuestions": counted(work.correct_questions),
            "masteredUnits": work.mastered_units,
            "attempt": self.attempt,
            "pctCompleteApp": percent,
            "appName": fact.app,
            "sensor": fact.sensor,
            "source": "caliper",
            "subject": fact.subject.name(),
            "originalObjectId": fact.activity_id,
            "caliperSourcedId": event_id,
        })
    }
}
