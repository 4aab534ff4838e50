//! JWT templates, by which services get tokens of their own.

use std::time::Duration;

use identity::{
    ClaimsTemplate, CreateTemplateError, NewTemplate, SessionTokenError, SigningAlgorithm,
    TemplateKey, TemplateName,
};
use jsonwebtoken::{DecodingKey, Validation};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::{
    school::{MAYA, School, client},
    session_tokens::{PROGRAM, verified},
};
use crate::store::{Store, on_both_engines};

on_both_engines![
    a_template_adds_claims_to_the_default_ones,
    a_template_may_sign_with_a_key_of_its_own,
    two_templates_cannot_have_one_name,
];

pub fn template(name: &str, claims: Value) -> NewTemplate {
    let claims = serde_json::from_value(claims).unwrap();
    NewTemplate {
        name: TemplateName::parse(name).unwrap(),
        claims: ClaimsTemplate::parse(claims).unwrap(),
        lifetime: None,
        allowed_clock_skew: None,
        key: None,
    }
}

async fn a_template_adds_claims_to_the_default_ones(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let claims = json!({ "aud": "library", "mail": "{{user.primary_email_address}}", "role": "{{user.public_metadata.role || 'student'}}" });
    let id = school.add_template("library", claims).await.unwrap();
    let token = school.token(&grant, Some("library")).await.unwrap();
    let claims = verified(&token, &school.keys().await).unwrap();
    let now = school.clock.now().as_second();
    assert_eq!(
        (&claims["aud"], &claims["mail"], &claims["role"]),
        (&json!("library"), &json!(MAYA), &json!("student"))
    );
    assert_eq!(claims["sub"], grant.account.id.as_str());
    assert_eq!(
        (&claims["nbf"], &claims["exp"]),
        (&json!(now - 5), &json!(now + 60))
    );
    assert!(claims["jti"].is_string() && claims.get("sts").is_none());
    school
        .identity
        .delete_jwt_template(&id, &PROGRAM, &client())
        .await
        .unwrap();
    for unknown in ["library", "no/name", ""] {
        let refused = school.token(&grant, Some(unknown)).await;
        std::assert_matches!(refused, Err(SessionTokenError::NoSuchTemplate));
    }
    let hasura = school.token(&grant, Some("hasura")).await.unwrap();
    let claims = verified(&hasura, &school.keys().await).unwrap();
    let user = &claims["https://hasura.io/jwt/claims"]["x-hasura-user-id"];
    assert_eq!(user, grant.account.id.as_str());
    let refused = school.token(&grant, Some("firebase")).await;
    std::assert_matches!(refused, Err(SessionTokenError::NoServiceAccount));
    let log = school.log().await;
    assert!(log.ends_with(&["jwt_template_created".into(), "jwt_template_deleted".into()]));
}

async fn a_template_may_sign_with_a_key_of_its_own(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let secret = "a secret of the service, long enough";
    let algorithm = SigningAlgorithm::parse("HS256").unwrap();
    let new = NewTemplate {
        key: Some(TemplateKey::parse(algorithm, &secret.into()).unwrap()),
        lifetime: Some(Duration::from_hours(1)),
        allowed_clock_skew: Some(Duration::from_mins(1)),
        ..template("service", json!({}))
    };
    let created = school
        .identity
        .create_jwt_template(new, &PROGRAM, &client())
        .await;
    assert!(created.unwrap().has_own_key);
    let token = school.token(&grant, Some("service")).await.unwrap();
    let token = token.jwt.expose_secret();
    let mut validation = Validation::new(jsonwebtoken::Algorithm::HS256);
    validation.validate_exp = false;
    let key = DecodingKey::from_secret(secret.as_bytes());
    let claims = jsonwebtoken::decode::<Value>(token, &key, &validation)
        .unwrap()
        .claims;
    let now = school.clock.now().as_second();
    assert_eq!(
        (&claims["nbf"], &claims["exp"]),
        (&json!(now - 60), &json!(now + 3600))
    );
    let everything = school.store.everything().await;
    assert!(!everything.contains(secret), "the key is encrypted");
}

async fn two_templates_cannot_have_one_name(store: Store) {
    let school = School::on(store).await;
    school.add_template("one", json!({})).await.unwrap();
    let again = school.add_template("one", json!({})).await;
    std::assert_matches!(again, Err(CreateTemplateError::NameExists));
    for (lifetime, skew) in [(29, 5), (10 * 365 * 24 * 3600 + 1, 5), (60, 61)] {
        let new = NewTemplate {
            lifetime: Some(Duration::from_secs(lifetime)),
            allowed_clock_skew: Some(Duration::from_secs(skew)),
            ..template("two", json!({}))
        };
        let refused = school
            .identity
            .create_jwt_template(new, &PROGRAM, &client())
            .await;
        assert!(refused.is_err(), "{lifetime} {skew}");
    }
}
