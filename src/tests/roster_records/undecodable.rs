//! Undecodable fields and records.

use serde_json::{Value, json};

use super::{
    super::{log, metrics},
    MAYA, ME, Visitor, course,
};

#[tokio::test]
async fn an_invalid_field_is_left_out() {
    let whole = Visitor::whose_record_has(json!({})).await.me().await;
    for fields in [
        json!({ "phone": 5_551_234 }),
        json!({ "sms": {}, "middleName": ["A"], "identifier": 7, "pronouns": false }),
        json!({ "metadata": "none", "userIds": {}, "agents": [null, { "href": 1 }, 7], "userProfiles": "x" }),
        json!({ "status": 1, "enabledUser": "perhaps", "dateLastModified": "yesterday" }),
        json!({ "demographics": [], "orgs": 3, "preferredLastName": 1 }),
    ] {
        let visitor = Visitor::whose_record_has(fields.clone()).await;
        assert_eq!(visitor.me().await, whole, "{fields}");
    }
    for (fields, lost) in [
        (json!({ "givenName": 4, "familyName": {} }), "name"),
        (json!({ "grades": { "grade": 4 } }), "grade"),
        (json!({ "primaryOrg": "s1", "roles": "student" }), "school"),
    ] {
        let mut expected = whole.clone();
        expected.as_object_mut().unwrap().remove(lost);
        let visitor = Visitor::whose_record_has(fields.clone()).await;
        assert_eq!(visitor.me().await, expected, "{fields}");
    }
}

#[tokio::test]
async fn numbers_in_strings_are_parsed() {
    let visitor =
        Visitor::enrolled(|row| vec![course(&row, "Math", json!("60"), Value::Null, Value::Null)])
            .await;
    visitor.sees(&["of 60 XP"]).await;
    assert_eq!(visitor.me().await["goals"]["dailyXp"], 60);
}

#[tokio::test]
async fn an_undecodable_enrollment_is_left_out() {
    let visitor = Visitor::enrolled(|row| {
        let math = course(&row, "Math", json!(60), Value::Null, Value::Null);
        let mut odd = course(&row, "Greek", json!("much"), json!(7), json!("some day"));
        odd["role"] = json!(null);
        odd["school"] = json!("Northside");
        odd["course"]["subjects"] = json!("Greek");
        odd["course"]["primaryApp"] = json!({ "name": 1 });
        odd["periods"] = json!([{ "id": [] }]);
        let nameless = json!({ "id": "e", "role": "student", "course": { "title": "Latin" } });
        vec![nameless, json!("what?"), odd, math]
    })
    .await;
    visitor.sees(&["Courses 2 Greek", "of 60 XP today"]).await;
    let me = visitor.me().await;
    let names: Vec<_> = me["courses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|course| &course["name"])
        .collect();
    assert_eq!(names, ["Greek", "Math"]);
}

#[tokio::test]
async fn undecodable_enrollments_are_not_shown_as_none() {
    let visitor = Visitor::enrolled(|_| vec![json!("what?"), json!({ "id": "e" })]).await;
    visitor
        .sees(&["We can't see your courses right now."])
        .await;
}

#[tokio::test]
async fn activity_with_invalid_metrics_keeps_its_xp() {
    let day = "2026-11-20";
    let whole = Visitor::who_did(|_| {}).await.me().await["xp"].clone();
    let change_first = |answer: &mut Value, change: &dyn Fn(&mut Value)| {
        let subjects = answer["facts"][day].as_object_mut().unwrap();
        change(subjects.values_mut().next().unwrap());
    };
    let visitor = Visitor::who_did(|answer| {
        answer["factsByApp"] = json!({ "Alpha": 3 });
        answer["message"] = json!({});
        change_first(answer, &|facts| {
            let xp = facts["activityMetrics"]["xpEarned"].to_string();
            facts["activityMetrics"]["xpEarned"] = json!(xp);
            facts["activityMetrics"]["masteredUnits"] = json!("many");
            facts["activityMetrics"]["totalQuestions"] = json!([]);
            facts["timeSpentMetrics"] = json!("soon");
            facts["apps"] = json!("Alpha");
        });
    })
    .await;
    assert_eq!(visitor.me().await["xp"], whole);
    visitor.sees(&["All time:"]).await;
    // Without the XP of one fact, the sum would be wrong.
    let visitor = Visitor::who_did(|answer| {
        change_first(answer, &|facts| {
            facts["activityMetrics"]["xpEarned"] = json!("some");
        });
    })
    .await;
    assert_eq!(visitor.browser.get(ME).await.status, 502);
    visitor
        .sees(&[
            "Maya Okafor",
            "Courses",
            "We can't see today's XP right now.",
        ])
        .await;
}

#[tokio::test]
async fn nul_is_removed_from_ids() {
    let visitor = Visitor::whose_record_has(json!({ "sourcedId": "may\0a-okafor" })).await;
    assert_eq!(visitor.me().await["id"], MAYA);
}

#[tokio::test]
async fn values_left_out_are_counted_and_not_logged() {
    let log = log::log();
    let visitor =
        Visitor::whose_record_has(json!({ "phone": 5_551_234, "sms": ["canary-7731"] })).await;
    visitor.me().await;
    let text = metrics::scrape(&visitor.world).await;
    let line = "timeback_left_out_total{service=\"oneroster\"} ";
    let count = text
        .lines()
        .find_map(|written| written.strip_prefix(line))
        .unwrap();
    assert!(count.parse::<u64>().unwrap() >= 2, "{text}");
    let logged = log.text();
    assert!(logged.contains("users[].phone"), "the field is named");
    assert!(!logged.contains("5551234") && !logged.contains("canary-7731"));
}
