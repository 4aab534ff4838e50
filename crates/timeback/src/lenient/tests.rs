use serde::Deserialize;
use serde_json::{Value, json};

use super::*;
use crate::Failure;

#[derive(Debug, Deserialize)]
struct Pupil {
    #[serde(deserialize_with = "id")]
    id: String,
    phone: Option<String>,
    #[serde(default, deserialize_with = "texts")]
    grades: Vec<String>,
    #[serde(default)]
    schools: Vec<School>,
    #[serde(default, deserialize_with = "optional_number")]
    xp: Option<f64>,
}

#[derive(Debug, Deserialize)]
struct School {
    name: String,
    city: Option<String>,
}

impl LenientDecode for Pupil {}

#[derive(Debug, Deserialize)]
struct Class {
    pupils: Vec<Pupil>,
}

impl LenientDecode for Class {
    fn decode_fields(mut response: Fields<'_>) -> Result<Self, Failure> {
        let pupils = response.decode_list("pupils")?;
        Ok(Self { pupils })
    }
}

#[derive(Debug, Deserialize)]
struct WholeClass {
    #[serde(rename = "pupils")]
    _pupils: Vec<Pupil>,
}

impl LenientDecode for WholeClass {
    fn decode_fields(mut response: Fields<'_>) -> Result<Self, Failure> {
        let pupils = response.decode_all("pupils")?;
        Ok(Self { _pupils: pupils })
    }
}

fn read<T: LenientDecode>(response: &Value) -> Result<(T, Vec<String>), String> {
    let (value, left_out) =
        decode(response.to_string().as_bytes()).map_err(|failure| failure.to_string())?;
    let places = left_out.paths().map(str::to_owned).collect();
    Ok((value, places))
}

#[test]
fn a_well_formed_response_is_decoded_completely() {
    let (pupil, places): (Pupil, _) = read(&json!({ "id": "a", "phone": null })).unwrap();
    assert_eq!((pupil.id.as_str(), pupil.phone), ("a", None));
    assert_eq!(places, [""; 0]);
}

#[test]
fn alternative_spellings_are_accepted() {
    let response = json!({ "id": 7, "grades": "5", "xp": " 12.5 " });
    let (pupil, places): (Pupil, _) = read(&response).unwrap();
    assert_eq!((pupil.id.as_str(), pupil.xp), ("7", Some(12.5)));
    assert_eq!(pupil.grades, ["5"]);
    assert_eq!(places, [""; 0]);
}

#[test]
fn an_invalid_field_removes_the_smallest_optional_value() {
    let response = json!({
        "id": "a", "phone": 5_551_234, "xp": "much", "grades": ["4", {}, null, 5],
        "schools": [{ "name": "North", "city": 1 }, { "name": 2, "city": "Austin" }, "South", { "name": "West" }],
    });
    let (pupil, places): (Pupil, _) = read(&response).unwrap();
    assert_eq!((pupil.phone, pupil.xp), (None, None));
    assert_eq!(pupil.grades, ["4", "5"]);
    let names: Vec<_> = pupil
        .schools
        .iter()
        .map(|school| school.name.as_str())
        .collect();
    assert_eq!(names, ["North", "West"]);
    assert!(pupil.schools.iter().all(|school| school.city.is_none()));
    let expected = ["grades[]", "phone", "schools[]", "schools[].city", "xp"];
    assert_eq!(places, expected);
}

#[test]
fn an_invalid_required_field_is_an_error_with_the_first_cause() {
    let problem = |id: Value| read::<Pupil>(&json!({ "id": id, "phone": 1 })).unwrap_err();
    assert_eq!(
        problem(json!([])),
        "sent a malformed response at `id`: expected a string"
    );
    let without = read::<Pupil>(&json!({ "phone": 1 })).unwrap_err();
    assert_eq!(
        without,
        "sent a malformed response at `.`: missing field `id`"
    );
}

#[test]
fn an_undecodable_record_is_left_out_unless_all_are_required() {
    let response = json!({ "pupils": [{ "id": "a", "phone": 1 }, { "id": [] }, 7, { "id": "b" }] });
    let (class, places): (Class, _) = read(&response).unwrap();
    let ids: Vec<_> = class.pupils.iter().map(|pupil| pupil.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(places, ["pupils[]", "pupils[].phone"]);
    assert_eq!(
        read::<WholeClass>(&response).unwrap_err(),
        "sent a malformed response at `pupils[1].id`: expected a string"
    );
    let no_list = read::<Class>(&json!({ "pupils": "none" })).unwrap_err();
    assert_eq!(
        no_list,
        "sent a malformed response at `pupils`: expected a list"
    );
}

#[test]
fn a_list_of_invalid_records_is_decoded_in_bounded_time() {
    let nonsense: Vec<_> = (0..200_000).map(|_| json!({ "name": 1 })).collect();
    let response = json!({ "id": "a", "phone": "1", "schools": nonsense });
    let (pupil, _): (Pupil, _) = read(&response).unwrap();
    assert_eq!(pupil.phone.as_deref(), Some("1"));
    assert!(pupil.schools.is_empty());
}

#[test]
fn dates_and_timestamps_are_accepted_in_place_of_each_other() {
    #[derive(Deserialize)]
    struct Term {
        #[serde(deserialize_with = "day")]
        first: jiff::civil::Date,
        #[serde(default, deserialize_with = "optional_day")]
        last: Option<jiff::civil::Date>,
        #[serde(deserialize_with = "instant")]
        made_at: jiff::Timestamp,
        #[serde(default, deserialize_with = "optional_instant")]
        changed_at: Option<jiff::Timestamp>,
    }
    for (first, made_at) in [
        ("2026-03-10", "2026-03-10"),
        (" 2026-03-10 ", "2026-03-10T00:00:00"),
        ("2026-03-10T23:00:00.000Z", "2026-03-10T00:00:00.000Z"),
        ("2026-03-10 23:00:00", "2026-03-10 00:00:00"),
    ] {
        let term: Term = serde_json::from_value(
            json!({ "first": first, "last": "", "made_at": made_at, "changed_at": " " }),
        )
        .unwrap();
        assert_eq!(term.first.to_string(), "2026-03-10");
        assert_eq!(term.made_at.to_string(), "2026-03-10T00:00:00Z");
        assert_eq!((term.last, term.changed_at), (None, None));
    }
    for nonsense in ["soon", "2026-03-10x", "2026-13-10", ""] {
        let term = json!({ "first": nonsense, "made_at": "2026-03-10" });
        assert!(serde_json::from_value::<Term>(term).is_err(), "{nonsense}");
    }
}
