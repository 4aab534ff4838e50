use jiff::Timestamp;
use serde_json::json;

use super::*;
use crate::{Account, AdministeredUser, Email, EmailAddress, PictureId, Role, SessionId, UserId};

const ID: &str = "0198c0de-0000-7000-8000-000000000001";

fn object(value: Value) -> Map<String, Value> {
    serde_json::from_value(value).unwrap()
}

fn metadata(value: Value) -> Metadata {
    Metadata::replace(object(value)).unwrap()
}

fn maya() -> AdministeredUser {
    let at = Timestamp::from_second(1_700_000_000).unwrap();
    AdministeredUser {
        account: Account {
            id: UserId::parse(ID).unwrap(),
            external_id: Some("school-7".to_owned()),
            role: Role::Authenticated,
            email: None,
            email_confirmed_at: None,
            new_email: None,
            invited_at: None,
            confirmation_sent_at: None,
            recovery_sent_at: None,
            email_change_sent_at: None,
            reauthentication_sent_at: None,
            last_sign_in_at: None,
            public_metadata: metadata(json!({ "class": { "name": "4b", "size": 24 }, "role": "" })),
            unsafe_metadata: metadata(json!({ "theme": "dark" })),
            identities: Vec::new(),
            factors: Vec::new(),
            phones: Vec::new(),
            banned_until: None,
            deleted_at: None,
            created_at: at,
            updated_at: at,
        },
        first_name: "Maya".to_owned(),
        last_name: "Ito".to_owned(),
        username: None,
        picture: PictureId::parse(&"a1".repeat(32)),
        locale: None,
        email_addresses: vec![EmailAddress {
            id: "1".to_owned(),
            email: Email::stored("maya@example.com"),
            verified_at: Some(at),
            is_primary: true,
            is_own: true,
            is_vouched_for: false,
            code: None,
            created_at: at,
        }],
        external_accounts: Vec::new(),
        has_password: true,
        password_changed_at: None,
        backup_codes: 0,
        failed_attempts: 0,
        locked_until: None,
        private_metadata: metadata(json!({ "notes": "confidential" })),
        last_active_at: None,
    }
}

fn resolved(text: &str) -> Value {
    let session = SessionId::parse(ID).unwrap();
    let claims = ClaimsTemplate::parse(object(json!({ "claim": [{ "deep": text }] })));
    let subject = TokenSubject {
        user: &maya(),
        session: &session,
        origin: "https://school.example",
    };
    claims.unwrap().resolve(&subject)["claim"][0]["deep"].clone()
}

#[test]
fn a_shortcode_keeps_the_type_of_its_value() {
    for (text, value) in [
        ("{{user.id}}", json!(ID)),
        ("{{ user.external_id }}", json!("school-7")),
        ("{{user.primary_email_address}}", json!("maya@example.com")),
        ("{{user.email_verified}}", json!(true)),
        ("{{user.full_name}}", json!("Maya Ito")),
        (
            "{{user.image_url}}",
            json!(format!(
                "https://school.example/pictures/{}",
                "a1".repeat(32)
            )),
        ),
        ("{{user.username}}", json!(null)),
        ("{{user.created_at}}", json!(1_700_000_000)),
        ("{{user.last_sign_in_at}}", json!(null)),
        ("{{user.two_factor_enabled}}", json!(false)),
        (
            "{{user.public_metadata.class}}",
            json!({ "name": "4b", "size": 24 }),
        ),
        ("{{user.public_metadata.class.size}}", json!(24)),
        ("{{user.public_metadata.class.size.none}}", json!(null)),
        ("{{user.unsafe_metadata}}", json!({ "theme": "dark" })),
        ("{{session.id}}", json!(ID)),
    ] {
        assert_eq!(resolved(text), value, "{text}");
    }
}

#[test]
fn shortcodes_in_a_longer_text_are_written_into_it() {
    for (text, value) in [
        (
            "Dear {{user.first_name}} {{user.last_name}}!",
            "Dear Maya Ito!",
        ),
        (
            "{{user.public_metadata.class.size}} of {{user.username}}",
            "24 of ",
        ),
        ("{{user.id}}{{user.id}}", &format!("{ID}{ID}")),
        ("no } code {", "no } code {"),
    ] {
        assert_eq!(resolved(text), value, "{text}");
    }
}

#[test]
fn the_first_alternative_that_has_a_value_counts() {
    for (text, value) in [
        (
            "{{user.public_metadata.role || 'student'}}",
            json!("student"),
        ),
        ("{{user.first_name || 'student'}}", json!("Maya")),
        (
            "{{user.username||user.external_id||'none'}}",
            json!("school-7"),
        ),
        ("{{user.two_factor_enabled || 1}}", json!(1)),
        ("{{user.username || 'a || b }} c'}}", json!("a || b }} c")),
        ("{{user.username || ''}}", json!("")),
        ("{{user.username || user.last_sign_in_at}}", json!(null)),
    ] {
        assert_eq!(resolved(text), value, "{text}");
    }
}

#[test]
fn an_unknown_shortcode_is_named() {
    for code in [
        "{{user.private_metadata}}",
        "{{user.private_metadata.notes}}",
        "{{user.password_hash}}",
        "{{user.public_metadata.}}",
        "{{user.public_metadata..a}}",
        "{{user.id || user.secret}}",
        "{{user.id || }}",
        "{{user.id || 'a' 'b'}}",
        "{{}}",
        "{{user.id",
        "{{user.id || 'a}}",
    ] {
        let claims = object(json!({ "a": { "b": ["x", format!("at {code}")] } }));
        let refused = ClaimsTemplate::parse(claims);
        assert_eq!(
            refused,
            Err(InvalidClaims::UnknownShortcode(code.to_owned()))
        );
    }
}

#[test]
fn default_claims_cannot_be_set() {
    for name in DEFAULT_CLAIMS {
        let refused = ClaimsTemplate::parse(object(json!({ name: "x" })));
        assert_eq!(refused, Err(InvalidClaims::DefaultClaim(name.to_owned())));
    }
    assert!(ClaimsTemplate::parse(object(json!({ "aud": "x", "in": { "sub": "y" } }))).is_ok());
    let large = object(json!({ "a": "x".repeat(9000) }));
    assert_eq!(ClaimsTemplate::parse(large), Err(InvalidClaims::TooLarge));
}
