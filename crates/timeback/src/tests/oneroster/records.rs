//! Decoding of records as the platform sends them, and of malformed ones.

use jiff::civil::date;
use serde_json::{Value, json};

use super::super::{
    upstream::{Reply, Route},
    world::World,
};
use crate::oneroster::{EnrollmentRole, Page, Query, Resource, RoleName, RoleType, Status, User};

async fn read<T: Resource>(response: Value) -> Result<Page<T>, String> {
    let world = World::new().await;
    for route in [Route::Roster, Route::Users] {
        world.upstream.always(route, Reply::json(response.clone()));
    }
    let records = world.timeback.oneroster().collection::<T>();
    let page = records.list(&Query::new()).await;
    page.map_err(|error| error.to_string())
}

async fn problem<T: Resource>(response: Value) -> String {
    match read::<T>(response).await {
        Ok(_) => panic!("it was read"),
        Err(text) => text
            .strip_prefix("OneRoster sent a malformed response at ")
            .unwrap()
            .to_owned(),
    }
}

#[tokio::test]
async fn deviations_of_a_user_record_are_decoded() {
    let page = read::<User>(json!({ "users": [{
        "sourcedId": "u1", "status": "inactive", "dateLastModified": "2026-08-01T12:00:00.000Z", "metadata": null,
        "enabledUser": "true", "givenName": null, "grades": ["3", 4], "agents": null, "userIds": null,
        "roles": [{ "roleType": "primary", "role": "guide", "org": { "sourcedId": "s1" }, "endDate": "2026-06-01" }],
        "password": "hush", "demographics": null, "favouriteColour": "green"
    }, { "sourcedId": "u2", "enabledUser": false, "roles": null }] }))
    .await
    .unwrap();
    let [user, other] = &page.items[..] else {
        panic!("expected two users");
    };
    assert_eq!(user.status, Some(Status::Other("inactive".into())));
    assert_eq!(user.enabled_user, Some(true));
    assert_eq!(user.grades, ["3", "4"]);
    assert_eq!(user.roles[0].role_type, Some(RoleType::Primary));
    assert_eq!(user.roles[0].role, Some(RoleName::Other("guide".into())));
    assert!(!user.roles[0].is_current(date(2026, 6, 1)));
    assert!(user.roles[0].is_current(date(2026, 5, 31)));
    assert_eq!(other.enabled_user, Some(false));
    assert_eq!(format!("{user:?}"), r#"User { sourced_id: "u1", .. }"#);
}

#[tokio::test]
async fn a_null_list_is_an_empty_one_and_a_missing_one_an_error() {
    let page = read::<User>(json!({ "users": null })).await.unwrap();
    assert_eq!(page.items, []);
    assert_eq!(
        problem::<User>(json!({ "people": [] })).await,
        "`.`: missing field `users`"
    );
    assert_eq!(
        problem::<User>(json!([])).await,
        "`.`: expected a list of users"
    );
}

#[tokio::test]
async fn an_invalid_required_field_is_an_error_with_its_path() {
    use crate::oneroster::{AcademicSession, Enrollment, Org};
    async fn problem<T: Resource>(record: Value) -> String {
        let world = World::new().await;
        let mut response = json!({});
        response[T::TABLE.singular] = record;
        world.upstream.always(Route::Roster, Reply::json(response));
        let records = world.timeback.oneroster().collection::<T>();
        let error = records.get("x").await.map(drop).unwrap_err().to_string();
        let problem = error.strip_prefix("OneRoster sent a malformed response at ");
        problem.unwrap().to_owned()
    }
    let user = |id| json!({ "sourcedId": id, "phone": 7 });
    assert_eq!(
        problem::<User>(user(Value::Null)).await,
        "`user.sourcedId`: expected a string"
    );
    assert_eq!(
        problem::<User>(user("".into())).await,
        "`user.sourcedId`: expected an id that is not empty"
    );
    assert_eq!(
        problem::<Enrollment>(json!({ "sourcedId": "e", "role": "student" })).await,
        "`enrollment`: missing field `status`"
    );
    assert_eq!(
        problem::<Org>(json!({ "sourcedId": "o", "status": "active", "name": null })).await,
        "`org.name`: expected a string"
    );
    let session =
        json!({ "sourcedId": "t", "status": "active", "title": "Autumn", "startDate": "soon" });
    assert_eq!(
        problem::<AcademicSession>(session).await,
        "`academicSession.startDate`: expected a date"
    );
}

#[tokio::test]
async fn undecodable_records_of_a_page_are_counted() {
    use crate::oneroster::AssessmentResult;
    let page = read::<User>(json!({
        "users": [{ "sourcedId": "a", "phone": 1 }, { "givenName": "B" }, null, { "sourcedId": "c" }],
        "totalCount": -1, "limit": "4",
    }))
    .await
    .unwrap();
    let ids: Vec<_> = page
        .items
        .iter()
        .map(|user| user.sourced_id.as_str())
        .collect();
    assert_eq!((ids, page.unread), (vec!["a", "c"], 2));
    assert_eq!(page.next_offset, Some(4), "counted from all that came");
    let result = json!({
        "sourcedId": "r", "status": "active", "assessmentLineItem": { "sourcedId": "l" }, "student": { "sourcedId": "u" },
        "scoreDate": "2026-03-10", "scoreStatus": "exempt", "late": "perhaps", "score": "A"
    });
    let page = read::<AssessmentResult>(json!({ "assessmentResults": [result] })).await;
    let result = &page.unwrap().items[0];
    assert_eq!((result.late, result.score), (None, None));
}

#[tokio::test]
async fn gradebook_and_calendar_are_decoded() {
    use crate::oneroster::{AcademicSession, AssessmentResult, Enrollment, ScoreStatus};
    let result = json!({
        "sourcedId": "r", "status": "active", "assessmentLineItem": { "sourcedId": "l" }, "student": { "sourcedId": "u" },
        "score": "87.5", "scoreDate": "2026-03-10", "scoreStatus": "fully graded", "late": "false", "missing": true,
        "metadata": { "xp": "-4.5", "pctCompleteApp": "12" }
    });
    let page = read::<AssessmentResult>(json!({ "assessmentResults": [result] })).await;
    let result = &page.unwrap().items[0];
    assert_eq!((result.score, result.xp()), (Some(87.5), Some(-4.5)));
    assert_eq!((result.late, result.missing), (Some(false), Some(true)));
    assert_eq!(result.score_date.to_string(), "2026-03-10T00:00:00Z");
    assert_eq!(result.score_status, ScoreStatus::FullyGraded);

    let term = json!({
        "sourcedId": "t", "status": "active", "title": "Autumn", "type": "term", "schoolYear": 2026,
        "startDate": "2026-08-15T00:00:00.000Z", "endDate": "2026-12-20", "children": null
    });
    let by_own_name = read::<AcademicSession>(json!({ "terms": [term] })).await;
    let page = read::<AcademicSession>(json!({ "academicSessions": [term] })).await;
    assert_eq!(page, by_own_name);
    let term = &page.unwrap().items[0];
    assert_eq!(term.school_year.as_deref(), Some("2026"));
    assert!(term.is_current(date(2026, 12, 19)) && !term.is_current(date(2026, 12, 20)));

    let row = json!({ "sourcedId": "e", "status": "active", "role": "teacher", "primary": "true", "user": { "sourcedId": "u" } });
    let page = read::<Enrollment>(json!({ "enrollments": [row] })).await;
    let enrollment = &page.unwrap().items[0];
    assert_eq!(
        (&enrollment.role, enrollment.primary),
        (&EnrollmentRole::Teacher, Some(true))
    );
}
