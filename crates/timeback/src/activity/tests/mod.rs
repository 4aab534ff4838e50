mod events;
mod payloads;

use serde_json::{Value, json};

const RUN: &str = "6F1c1c1e-0000-4000-8000-000000000001";

/// A submission with these fields replaced.
fn submitted(changes: &[(&str, Value)]) -> Value {
    changed(
        json!({
            "id": "halves", "name": "Halves", "course": { "subject": "Math", "grade": 3 }, "runId": RUN,
            "endedAt": "2026-11-20T16:00:00+01:00",
            "metrics": { "xpEarned": 12.5, "totalQuestions": 10, "correctQuestions": 9, "masteredUnits": 1 }
        }),
        changes,
    )
}

fn beaten(changes: &[(&str, Value)]) -> Value {
    changed(
        json!({
            "id": "halves", "name": "Halves", "course": { "code": "MATH-3" }, "runId": RUN,
            "startedAt": "2026-11-20T15:00:00Z", "endedAt": "2026-11-20T15:01:00Z",
            "elapsedMs": 59_000, "pausedMs": 1000
        }),
        changes,
    )
}

fn changed(mut body: Value, changes: &[(&str, Value)]) -> Value {
    for (pointer, value) in changes {
        match body.pointer_mut(pointer) {
            Some(place) => *place = value.clone(),
            None => body[pointer.trim_start_matches('/')] = value.clone(),
        }
    }
    body
}
