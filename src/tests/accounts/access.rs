//! Access tokens: which are accepted, and until when.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use identity::{AuthenticateError, Grant};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::school::{MAYA, School};
use crate::store::{Store, on_both_engines};

on_both_engines![
    a_token_says_what_other_services_need,
    a_token_counts_until_the_second_it_expires,
    what_another_key_or_algorithm_signed_is_refused,
    a_token_of_a_deleted_user_is_refused_at_once,
    metadata_that_would_not_fit_a_cookie_stays_out_of_the_token,
];

fn part(grant: &Grant, at: usize) -> Value {
    let token = grant.access_token.expose_secret();
    let part = token.split('.').nth(at).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

async fn a_token_says_what_other_services_need(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let now = school.clock.now().as_second();
    let expected = json!({
        "iss": "https://school.example/auth/v1",
        "sub": grant.account.id.as_str(),
        "aud": "authenticated",
        "exp": now + 3600,
        "iat": now,
        "email": MAYA,
        "phone": "",
        "app_metadata": { "provider": "email", "providers": ["email"] },
        "user_metadata": {},
        "role": "authenticated",
        "aal": "aal1",
        "amr": [{ "method": "password", "timestamp": now }],
        "session_id": grant.session.as_str(),
        "is_anonymous": false,
    });
    assert_eq!(part(&grant, 1), expected);
    let keys = school.identity.published_keys().await.unwrap();
    let keys = serde_json::to_value(keys).unwrap();
    let header = part(&grant, 0);
    assert_eq!(
        (&header["alg"], &header["kid"]),
        (&json!("ES256"), &keys["keys"][0]["kid"])
    );
    assert!(keys["keys"][0].get("d").is_none(), "no private half");
}

async fn a_token_counts_until_the_second_it_expires(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    school.clock.pass(Duration::from_secs(3599));
    assert!(school.authenticate(&grant).await.is_ok());
    school.clock.pass(Duration::from_secs(1));
    std::assert_matches!(
        school.authenticate(&grant).await,
        Err(AuthenticateError::BadToken)
    );
}

async fn what_another_key_or_algorithm_signed_is_refused(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let (header, claims) = (part(&grant, 0), part(&grant, 1));
    let kid = header["kid"].as_str().unwrap();
    let keys = school.identity.published_keys().await.unwrap();
    let public = serde_json::to_string(&keys.keys[0]).unwrap();
    let signed = |algorithm, kid: Option<&str>, secret: &[u8]| {
        let header = Header {
            kid: kid.map(ToOwned::to_owned),
            ..Header::new(algorithm)
        };
        jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(secret)).unwrap()
    };
    let encoded = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let none = json!({ "alg": "none", "kid": kid });
    let mut admin = claims.clone();
    admin["role"] = json!("service_role");
    let token = grant.access_token.expose_secret();
    let signature = token.rsplit('.').next().unwrap();
    for forged in [
        signed(Algorithm::HS256, Some(kid), public.as_bytes()),
        signed(Algorithm::HS256, None, b"secret"),
        signed(Algorithm::HS256, Some("unknown"), b"secret"),
        format!("{}.{}.", encoded(&none), encoded(&claims)),
        format!("{}.{}.{signature}", encoded(&header), encoded(&admin)),
        String::new(),
        "a.b.c".to_owned(),
    ] {
        let refused = school.identity.authenticate(&forged).await;
        std::assert_matches!(refused, Err(AuthenticateError::BadToken), "{forged}");
    }
}

async fn a_token_of_a_deleted_user_is_refused_at_once(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    school.store.execute("DELETE FROM users").await;
    std::assert_matches!(
        school.authenticate(&grant).await,
        Err(AuthenticateError::UserNotFound)
    );
}

async fn metadata_that_would_not_fit_a_cookie_stays_out_of_the_token(store: Store) {
    let school = School::on(store).await;
    let data = json!({ "story": "x".repeat(1_300) });
    let data = data.as_object().unwrap().clone();
    school
        .sign_up_with(MAYA, super::school::PASSWORD, data)
        .await
        .unwrap();
    let grant = school.sign_in(MAYA).await;
    assert_eq!(part(&grant, 1)["user_metadata"], json!({}));
    assert_eq!(part(&grant, 1)["left_out"], json!(["user_metadata"]));
    assert!(grant.access_token.expose_secret().len() < 3_500);
    assert_eq!(grant.account.unsafe_metadata.as_map().len(), 1);
}
