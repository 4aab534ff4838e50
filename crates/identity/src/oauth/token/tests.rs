use serde_json::json;

use super::*;

#[test]
fn scopes_are_read_in_every_form() {
    for (answer, expected) in [
        (json!({"scope": "a b"}), Some(vec!["a", "b"])),
        (json!({"scope": "a,b"}), Some(vec!["a", "b"])),
        (json!({"scope": ["a", "b"]}), Some(vec!["a", "b"])),
        (json!({"scopes": "a b"}), Some(vec!["a", "b"])),
        (json!({"scope": ""}), Some(vec![])),
        (json!({}), None),
    ] {
        let expected = expected.map(|it| it.into_iter().map(str::to_owned).collect());
        assert_eq!(scopes(&answer), expected, "{answer}");
    }
}

#[test]
fn an_error_is_found_in_every_form() {
    for (answer, expected) in [
        (
            json!({"error": "bad_verification_code"}),
            Some("bad_verification_code"),
        ),
        (
            json!({"error": {"type": "OAuthException", "message": "no"}}),
            Some("OAuthException"),
        ),
        (
            json!({"error": {"code": "access_token_invalid"}}),
            Some("access_token_invalid"),
        ),
        (
            json!({"error": {"code": "ok", "message": ""}, "data": {}}),
            None,
        ),
        (json!({"access_token": "a"}), None),
    ] {
        assert_eq!(reason(&answer).as_deref(), expected, "{answer}");
    }
}

#[test]
fn a_lifetime_is_a_number_or_text() {
    for (lifetime, expected) in [
        (json!(60), Some(60_000_000)),
        (json!("60"), Some(60_000_000)),
        (json!(0), None),
        (json!(null), None),
    ] {
        let answer = read(json!({"access_token": "a", "expires_in": lifetime}), 0).unwrap();
        assert_eq!(answer.tokens.expire_at, expected);
    }
    assert!(read(json!({"token_type": "bearer"}), 0).is_err());
}

#[test]
fn credentials_are_encoded_before_they_are_joined() {
    let header = basic("a:b", "c d");
    assert_eq!(header, format!("Basic {}", STANDARD.encode("a%3Ab:c+d")));
}
