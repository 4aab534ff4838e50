//! Tokens of sessions, for Clerk's clients and for services.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use identity::{
    AccountEdit, Administrator, AuthenticateError, Ban, CreateSessionError, CreateTemplateError,
    Grant, SessionToken, SessionTokenError,
};
use jsonwebtoken::{DecodingKey, Validation, jwk::JwkSet};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::{
    jwt_templates::template,
    school::{MAYA, School, client},
};
use crate::store::{Store, on_both_engines};

on_both_engines![
    a_session_token_says_what_clerks_clients_need,
    a_session_token_is_no_access_token,
    a_token_is_issued_for_an_active_session_only,
    a_long_lived_token_can_be_verified_until_it_expires,
    an_administrator_begins_a_session_without_a_proof,
];

pub const PROGRAM: Administrator = Administrator { user: None };

fn part(token: &str, at: usize) -> Value {
    let part = token.split('.').nth(at).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

impl School {
    pub async fn token(
        &self,
        grant: &Grant,
        template: Option<&str>,
    ) -> Result<SessionToken, SessionTokenError> {
        let auth = self.authenticate(grant).await.unwrap();
        let origin = Some("https://app.example");
        self.identity.session_token(&auth, template, origin).await
    }

    pub async fn keys(&self) -> JwkSet {
        self.identity.published_keys().await.unwrap()
    }

    pub async fn add_template(
        &self,
        name: &str,
        claims: Value,
    ) -> Result<String, CreateTemplateError> {
        let new = template(name, claims);
        let created = self
            .identity
            .create_jwt_template(new, &PROGRAM, &client())
            .await?;
        Ok(created.id)
    }
}

/// The claims of a token whose signature one of these keys verifies.
pub fn verified(token: &SessionToken, keys: &JwkSet) -> Option<Value> {
    let token = token.jwt.expose_secret();
    let header = jsonwebtoken::decode_header(token).unwrap();
    let key = keys.find(header.kid.as_deref()?)?;
    let mut validation = Validation::new(header.alg);
    (validation.validate_exp, validation.validate_aud) = (false, false);
    let key = DecodingKey::from_jwk(key).unwrap();
    let read = jsonwebtoken::decode::<Value>(token, &key, &validation);
    Some(read.unwrap().claims)
}

async fn a_session_token_says_what_clerks_clients_need(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    school.clock.pass(Duration::from_secs(150));
    let token = school.token(&grant, None).await.unwrap();
    let now = school.clock.now().as_second();
    let expected = json!({
        "iss": "https://school.example/clerk",
        "sub": grant.account.id.as_str(),
        "sid": grant.session.as_str(),
        "iat": now,
        "nbf": now - 5,
        "exp": now + 60,
        "azp": "https://app.example",
        "fva": [2, -1],
        "sts": "active",
        "v": 2,
    });
    assert_eq!(verified(&token, &school.keys().await), Some(expected));
    assert_eq!(token.expires_at.as_second(), now + 60);
    let header = part(token.jwt.expose_secret(), 0);
    assert_eq!(
        (&header["alg"], &header["typ"]),
        (&json!("RS256"), &json!("JWT"))
    );
}

async fn a_session_token_is_no_access_token(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    // Even one that claims everything an access token does.
    let claims = json!({ "aud": "authenticated", "role": "service_role", "aal": "aal2", "session_id": "{{session.id}}" });
    school.add_template("forged", claims).await.unwrap();
    for template in [None, Some("forged")] {
        let token = school.token(&grant, template).await.unwrap();
        let token = token.jwt.expose_secret();
        let refused = school.identity.authenticate(token).await;
        std::assert_matches!(refused, Err(AuthenticateError::BadToken));
        assert!(school.identity.authenticate_admin(token).await.is_err());
    }
}

async fn a_token_is_issued_for_an_active_session_only(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let auth = school.authenticate(&grant).await.unwrap();
    let of_admin = || {
        school
            .identity
            .session_token_for(&grant.session, None, None)
    };
    assert!(of_admin().await.is_ok());
    for seconds in [29, 10 * 365 * 24 * 3600 + 1] {
        let lifetime = Some(Duration::from_secs(seconds));
        let refused = school
            .identity
            .session_token_for(&grant.session, None, lifetime);
        std::assert_matches!(refused.await, Err(SessionTokenError::InvalidLifetime));
    }
    let other = school.sign_up("leon@example.com").await;
    let mut stolen = school.authenticate(&other).await.unwrap();
    stolen.session = grant.session.clone();
    let refused = school.identity.session_token(&stolen, None, None).await;
    std::assert_matches!(refused, Err(SessionTokenError::NoSuchSession));
    let banned = "UPDATE users SET banned_until = 9000000000000000";
    school.store.execute(banned).await;
    std::assert_matches!(of_admin().await, Err(SessionTokenError::UserBanned));
    school
        .store
        .execute("UPDATE users SET banned_until = NULL")
        .await;
    let edit = AccountEdit {
        ban: Some(Ban::For(Duration::from_secs(1))),
        ..AccountEdit::default()
    };
    school
        .identity
        .edit_account(&auth.user, edit, &PROGRAM, &client())
        .await
        .unwrap();
    school.clock.pass(Duration::from_secs(1));
    std::assert_matches!(of_admin().await, Err(SessionTokenError::NoSuchSession));
    let refused = school.identity.session_token(&auth, None, None).await;
    std::assert_matches!(refused, Err(SessionTokenError::NoSuchSession));
}

async fn a_long_lived_token_can_be_verified_until_it_expires(store: Store) {
    const MONTH: Duration = Duration::from_hours(30 * 24);
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let short = school.token(&grant, None).await.unwrap();
    let long = school
        .identity
        .session_token_for(&grant.session, None, Some(12 * MONTH));
    let long = long.await.unwrap();
    let mut accepted = Vec::new();
    for _ in 0..12 {
        accepted.push(verified(&long, &school.keys().await).is_some());
        school.clock.pass(MONTH);
        school.identity.clean_up().await.unwrap();
    }
    assert_eq!(accepted, [true; 12]);
    let keys = school.keys().await;
    assert!(verified(&long, &keys).is_none() && verified(&short, &keys).is_none());
}

async fn an_administrator_begins_a_session_without_a_proof(store: Store) {
    let school = School::on(store).await;
    let grant = school.sign_up(MAYA).await;
    let user = grant.account.id;
    let session = school
        .identity
        .create_session(&user, &PROGRAM, &client())
        .await
        .unwrap();
    let token = school.identity.session_token_for(&session.id, None, None);
    let claims = part(token.await.unwrap().jwt.expose_secret(), 1);
    assert_eq!(
        (&claims["sid"], &claims["fva"]),
        (&json!(session.id.as_str()), &json!([-1, -1]))
    );
    let banned = "UPDATE users SET banned_until = 9000000000000000";
    school.store.execute(banned).await;
    let refused = school
        .identity
        .create_session(&user, &PROGRAM, &client())
        .await;
    std::assert_matches!(refused, Err(CreateSessionError::UserBanned));
}
