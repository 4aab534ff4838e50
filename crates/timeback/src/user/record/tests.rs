use serde_json::{Value, json};

use super::*;

fn user(fields: Value) -> UserRecord {
    let mut record = json!({ "sourcedId": "tb_1", "enabledUser": "true", "status": "active" });
    record
        .as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    UserRecord::new(
        serde_json::from_value(record).unwrap(),
        Some("asked@example.com"),
    )
}

#[test]
fn the_record_s_address_takes_precedence() {
    assert_eq!(
        user(json!({ "email": "own@example.com" })).email,
        "own@example.com"
    );
    assert_eq!(user(json!({ "email": null })).email, "asked@example.com");
    assert_eq!(user(json!({ "email": "" })).email, "asked@example.com");
}

#[test]
fn empty_parts_of_a_name_are_left_out() {
    assert_eq!(
        user(json!({ "givenName": "Ada", "familyName": "King" }))
            .name
            .unwrap(),
        "Ada King"
    );
    assert_eq!(
        user(json!({ "givenName": "", "familyName": "King" }))
            .name
            .unwrap(),
        "King"
    );
    assert_eq!(
        user(json!({ "givenName": null, "familyName": "" })).name,
        None
    );
}

#[test]
fn the_preferred_name_falls_back_part_by_part() {
    let names = |fields: Value| {
        let mut record = json!({ "givenName": "Robert", "familyName": "King" });
        let record_fields = record.as_object_mut().unwrap();
        record_fields.extend(fields.as_object().unwrap().clone());
        let user = user(record);
        assert_eq!(user.name.as_deref(), Some("Robert King"));
        user.preferred_name.unwrap()
    };
    let given = json!({ "preferredFirstName": "Rowan", "preferredLastName": "" });
    assert_eq!(names(given), "Rowan King");
    assert_eq!(names(json!({ "preferredLastName": "Lee" })), "Robert Lee");
    assert_eq!(names(json!({ "preferredFirstName": " " })), "Robert King");
    assert_eq!(names(json!({})), "Robert King");
}

#[test]
fn the_highest_grade_counts_and_kindergarten_is_zero() {
    let grade = |grades: Value| user(json!({ "grades": grades })).grade;
    assert_eq!(grade(json!(["3", "11", "5"])), Some(11));
    assert_eq!(grade(json!(["K", "pre-k"])), Some(0));
    assert_eq!(grade(json!(["pre-k"])), Some(-1));
    assert_eq!(grade(json!(["-1"])), Some(-1));
    assert_eq!(grade(json!(["4th grade"])), Some(4));
    assert_eq!(grade(json!(["ungraded", "99", "-"])), None);
    assert_eq!(grade(json!([])), None);
    assert_eq!(grade(Value::Null), None);
}

#[test]
fn the_school_is_the_primary_org_else_the_primary_role_s() {
    let named = json!({ "sourcedId": "s1", "name": "Alpha School" });
    let roles = json!([
        { "roleType": "secondary", "org": { "sourcedId": "s2" } },
        { "roleType": "primary", "org": { "sourcedId": "s3", "href": "…", "type": "org" } },
    ]);
    let school = |fields| user(fields).school.map(|school| (school.id, school.name));
    let own = school(json!({ "primaryOrg": named, "roles": roles }));
    assert_eq!(own, Some(("s1".into(), "Alpha School".into())));
    let of_role = school(json!({ "primaryOrg": null, "roles": roles }));
    assert_eq!(of_role, Some(("s3".into(), "s3".into())));
    assert_eq!(school(json!({ "roles": [] })), None);
}
