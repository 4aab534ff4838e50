use serde_json::json;
use uuid::uuid;

use super::{client::envelope, *};
use crate::app_config::Subject;

fn event(measure: Measure) -> Event {
    Event {
        id: uuid!("6f1c1c1e-0000-4000-8000-000000000001"),
        occurred_at: "2026-11-20T16:00:00Z".parse().unwrap(),
        actor: Actor {
            id: "https://api.example/ims/oneroster/rostering/v1p2/users/u1"
                .parse()
                .unwrap(),
            email: "student@example.com".to_owned(),
        },
        object: ActivityContext {
            id: "https://app.example/activities/Math/g3/halves"
                .parse()
                .unwrap(),
            name: "Halves".to_owned(),
            subject: Subject::Math,
            app_name: "Fraction Forge".to_owned(),
            course: "https://api.example/ims/oneroster/rostering/v1p2/courses/c3"
                .parse()
                .unwrap(),
            course_id: "c3".to_owned(),
            course_name: "MATH-3".to_owned(),
            process: true,
        },
        measure,
        run_id: Some(uuid!("6f1c1c1e-0000-4000-8000-000000000002")),
    }
}

#[test]
fn a_completed_activity_is_an_activity_event_in_every_field() {
    let event = event(Measure::Activity(Activity {
        metrics: ActivityMetrics {
            xp_earned: -2.5,
            questions: Some(Questions {
                total: 10,
                correct: 9,
            }),
            mastered_units: Some(1),
        },
        attempt: Some(2),
        pct_complete: Some(40.0),
    }));
    let generated = event.to_json()["generated"]["id"].clone();
    assert_eq!(
        serde_json::to_value(&event).unwrap(),
        json!({
            "@context": "http://purl.imsglobal.org/ctx/caliper/v1p2",
            "id": "urn:uuid:6f1c1c1e-0000-4000-8000-000000000001",
            "type": "ActivityEvent", "action": "Completed", "profile": "TimebackProfile",
            "eventTime": "2026-11-20T16:00:00.000Z",
            "actor": {
                "id": "https://api.example/ims/oneroster/rostering/v1p2/users/u1",
                "type": "TimebackUser", "email": "student@example.com"
            },
            "object": {
                "id": "https://app.example/activities/Math/g3/halves", "type": "TimebackActivityContext",
                "subject": "Math", "app": { "name": "Fraction Forge" }, "activity": { "name": "Halves" },
                "course": {
                    "id": "https://api.example/ims/oneroster/rostering/v1p2/courses/c3", "name": "MATH-3"
                },
                "process": true
            },
            "generated": {
                "id": generated, "type": "TimebackActivityMetricsCollection",
                "items": [
                    { "type": "totalQuestions", "value": 10 }, { "type": "correctQuestions", "value": 9 },
                    { "type": "xpEarned", "value": -2.5 }, { "type": "masteredUnits", "value": 1 }
                ],
                "attempt": 2, "extensions": { "pctCompleteApp": 40.0 }
            },
            "session": "urn:uuid:6f1c1c1e-0000-4000-8000-000000000002",
            "extensions": { "courseId": "c3" }
        })
    );
}

#[test]
fn a_time_spent_event_is_in_seconds_and_omits_zero_pauses() {
    let time = |inactive| {
        let event = event(Measure::TimeSpent(TimeSpent {
            active: 61.5,
            inactive,
        }))
        .to_json();
        assert_eq!(
            (&event["type"], &event["action"]),
            (&json!("TimeSpentEvent"), &json!("SpentTime"))
        );
        event["generated"]["items"].clone()
    };
    let active = json!({ "type": "active", "value": 61.5 });
    assert_eq!(time(0.0), json!([active]));
    let inactive = json!({ "type": "inactive", "value": 3.0 });
    assert_eq!(time(3.0), json!([active, inactive]));
}

#[test]
fn an_envelope_names_its_sensor_and_when_it_was_sent() {
    let sent_at = "2026-11-20T17:00:00.25Z".parse().unwrap();
    assert_eq!(
        envelope("https://app.example", sent_at, &["event"]),
        json!({
            "sensor": "https://app.example", "sendTime": "2026-11-20T17:00:00.250Z",
            "dataVersion": "http://purl.imsglobal.org/ctx/caliper/v1p2", "data": ["event"]
        })
    );
}
