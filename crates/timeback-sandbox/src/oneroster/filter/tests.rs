use serde_json::{Value, json};

use super::{Filter, FilterError};

const KNOWN: [&str; 6] = ["email", "grades", "user", "givenName", "beginDate", "size"];

fn matches(filter: &str, entity: &Value) -> bool {
    Filter::parse(filter, &KNOWN)
        .unwrap_or_else(|error| panic!("{filter}: {error}"))
        .matches(entity)
}

fn error(filter: &str) -> FilterError {
    Filter::parse(filter, &KNOWN).expect_err(filter)
}

fn maya() -> Value {
    json!({
        "email": "student@example.com",
        "givenName": "Maya",
        "grades": ["4", "5"],
        "user": {"sourcedId": "maya-okafor"},
        "beginDate": "2026-08-15",
        "size": 9,
    })
}

#[test]
fn addresses_match_case_insensitively() {
    assert!(matches("email='STUDENT@Example.com'", &maya()));
    assert!(matches("email @ 'a@b.c, STUDENT@Example.com'", &maya()));
    assert!(!matches("email!='STUDENT@Example.com'", &maya()));
    assert!(!matches("givenName='maya'", &maya()));
}

#[test]
fn a_doubled_quote_is_one_quote() {
    let obrien = json!({"email": "o'brien@example.com"});
    assert!(matches("email='o''brien@example.com'", &obrien));
    assert_eq!(
        error("email='o'brien@example.com'"),
        FilterError::UnclosedQuote
    );
}

#[test]
fn and_binds_tighter_than_or_unless_parentheses_say_otherwise() {
    let filter = "givenName='Maya' OR givenName='Theo' AND size=1";
    assert!(matches(filter, &maya()));
    assert!(!matches(
        "(givenName='Maya' OR givenName='Theo') AND size=1",
        &maya()
    ));
}

#[test]
fn nested_fields_and_lists_are_reached() {
    assert!(matches("user.sourcedId='maya-okafor'", &maya()));
    assert!(matches("grades='5'", &maya()));
    assert!(matches("grades@'1,4'", &maya()));
    assert!(!matches("grades='3'", &maya()));
}

#[test]
fn numbers_compare_numerically_and_dates_chronologically() {
    assert!(matches("size<10 AND size>=9 AND size>'8'", &maya()));
    assert!(matches(
        "beginDate<='2026-08-15' AND beginDate>'2025-12-31'",
        &maya()
    ));
    assert!(matches("givenName~'AY'", &maya()));
}

#[test]
fn an_absent_field_equals_nothing_and_differs_from_everything() {
    assert!(!matches("email=''", &json!({"email": null})));
    assert!(matches("email!='a@b.c'", &json!({})));
}

#[test]
fn syntax_errors_are_rejected() {
    assert_eq!(error("email='student"), FilterError::UnclosedQuote);
    assert_eq!(error("email;'x'"), FilterError::UnexpectedCharacter(';'));
    assert_eq!(
        error("password='x'"),
        FilterError::UnknownField("password".into())
    );
    assert_eq!(
        error(&format!("{}size=1", "(".repeat(500))),
        FilterError::TooDeep
    );
    for filter in [
        "",
        "email",
        "email=",
        "='x'",
        "email='x' AND",
        "(email='x'",
        "email='x')",
        "email='x' size=1",
        "email ! 'x'",
    ] {
        error(filter);
    }
}

#[test]
fn an_excluded_entity_does_not_match() {
    let texts = |name: &str| (name == "givenName").then_some("Maya");
    let excludes = |filter: &str| {
        let is_out = Filter::parse(filter, &KNOWN).unwrap().excludes(&texts);
        assert!(!(is_out && matches(filter, &maya())), "{filter}");
        is_out
    };
    assert!(excludes("givenName='Theo'"));
    assert!(excludes("size=9 AND givenName!='Maya'"));
    assert!(!excludes("givenName='Theo' OR size=9"));
    assert!(!excludes("givenName='Maya'"));
    assert!(!excludes("email='nobody@example.com'"));
}
