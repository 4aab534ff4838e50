//! Metrics of an event: a list of typed items.

use super::json_node::{JsonNode, Problem};
use crate::school::fact::{ActivityMeasure, TimeMeasure};

/// Parses the metrics of an `ActivityEvent`, and returns whether they include questions. XP may be negative or
/// fractional; the others are counts.
pub fn activity(generated: &JsonNode<'_>, problems: &mut Vec<Problem>) -> (ActivityMeasure, bool) {
    let mut measure = ActivityMeasure::default();
    let (mut has_total, mut has_correct) = (false, false);
    let attempt = generated.field("attempt");
    if !attempt.is_absent() && attempt.count(problems) == 0 {
        attempt.add_problem("must be 1 or more", problems);
    }
    let items = generated.field("items");
    for item in items.entries(problems) {
        let (kind, value) = (item.field("type"), item.field("value"));
        match kind.text(problems) {
            "xpEarned" => measure.xp += value.number(problems),
            "totalQuestions" => {
                has_total = true;
                measure.total_questions += value.count(problems);
            }
            "correctQuestions" => {
                has_correct = true;
                measure.correct_questions += value.count(problems);
            }
            "masteredUnits" => measure.mastered_units += value.count(problems),
            _ => kind.add_problem(
                "must be xpEarned, totalQuestions, correctQuestions or masteredUnits",
                problems,
            ),
        }
    }
    if has_total != has_correct {
        items.add_problem(
            "must have totalQuestions and correctQuestions, or neither",
            problems,
        );
    }
    if has_total && measure.correct_questions > measure.total_questions {
        items.add_problem(
            "must not have more correctQuestions than totalQuestions",
            problems,
        );
    }
    (measure, has_total)
}

/// Parses the durations of a `TimeSpentEvent`. Unknown time and anti-patterns are ignored.
pub fn time_spent(generated: &JsonNode<'_>, problems: &mut Vec<Problem>) -> TimeMeasure {
    let mut measure = TimeMeasure::default();
    for item in generated.field("items").entries(problems) {
        let kind = item.field("type");
        let seconds = item.field("value").number(problems);
        if seconds < 0.0 {
            item.field("value")
                .add_problem("must be 0 or more", problems);
        }
        match kind.text(problems) {
            "active" => measure.active += seconds,
            "inactive" => measure.inactive += seconds,
            "waste" => measure.waste += seconds,
            "unknown" | "anti-pattern" => {}
            _ => kind.add_problem(
                "must be active, inactive, waste, unknown or anti-pattern",
                problems,
            ),
        }
    }
    measure
}
