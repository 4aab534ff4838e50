use std::time::Duration;

use jsonwebtoken::{Header, Validation};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{
    Aal, Account, Error, Role, SessionId,
    model::session::SignInMethod,
    signing_key::{ALGORITHM, KeySet},
};

/// The lifetime of an access token.
pub const LIFETIME: Duration = Duration::from_hours(1);

/// The audience of access tokens.
pub const AUDIENCE: &str = "authenticated";

/// The size above which metadata is left out of the token, which must fit into a cookie beside others.
const LARGEST_METADATA: usize = 1200;

/// The claims of an access token.
#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    exp: i64,
    iat: i64,
    email: &'a str,
    phone: &'a str,
    app_metadata: Value,
    user_metadata: Value,
    role: &'a str,
    aal: Aal,
    amr: &'a [SignInMethod],
    session_id: &'a str,
    is_anonymous: bool,
    /// The names of metadata that was too large for the token; the user endpoint returns it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<&'static str>,
}

/// The user and session that an access token is issued for.
pub(super) struct Subject<'a> {
    pub issuer: &'a str,
    pub account: &'a Account,
    pub session: &'a SessionId,
    pub aal: Aal,
    pub amr: &'a [SignInMethod],
}

/// The claims of a presented token that we rely on; the rest is read from the database.
#[derive(Debug, Deserialize)]
pub(super) struct Presented {
    pub sub: String,
    pub exp: i64,
    pub iss: String,
    pub role: Option<String>,
    pub aal: Option<String>,
    pub session_id: Option<String>,
}

/// Signs an access token that is valid from `now`, in seconds since 1970.
pub(super) fn sign(keys: &KeySet, subject: &Subject<'_>, now: i64) -> Result<SecretString, Error> {
    let mut left_out = Vec::new();
    let mut fitting = |name, metadata: Map<String, Value>| {
        let metadata = Value::Object(metadata);
        if metadata.to_string().len() > LARGEST_METADATA {
            left_out.push(name);
            return json!({});
        }
        metadata
    };
    let account = subject.account;
    let claims = Claims {
        app_metadata: fitting("app_metadata", account.app_metadata()),
        user_metadata: fitting("user_metadata", account.unsafe_metadata.as_map().clone()),
        iss: subject.issuer,
        sub: &account.id.0,
        aud: AUDIENCE,
        exp: now.saturating_add_unsigned(LIFETIME.as_secs()),
        iat: now,
        email: account.email.as_ref().map_or("", |email| email.as_str()),
        phone: "",
        role: account.role.as_str(),
        aal: subject.aal,
        amr: subject.amr,
        session_id: &subject.session.0,
        is_anonymous: false,
        left_out,
    };
    encode(keys, &claims)
}

/// Signs an access token for a program, which has no user and no session.
pub(super) fn sign_for_program(
    keys: &KeySet,
    issuer: &str,
    role: &Role,
    now: i64,
    lifetime: Duration,
) -> Result<SecretString, Error> {
    let claims = json!({
        "iss": issuer,
        "sub": role.as_str(),
        "aud": AUDIENCE,
        "exp": now.saturating_add_unsigned(lifetime.as_secs()),
        "iat": now,
        "role": role.as_str(),
    });
    encode(keys, &claims)
}

fn encode(keys: &KeySet, claims: &impl Serialize) -> Result<SecretString, Error> {
    let header = Header {
        kid: Some(keys.current.id.clone()),
        ..Header::new(ALGORITHM)
    };
    Ok(jsonwebtoken::encode(&header, claims, &keys.current.private)?.into())
}

/// Verifies the signature and audience of a token, and returns its claims. The caller checks its expiry.
pub(super) fn verify(keys: &KeySet, token: &str) -> Option<Presented> {
    let header = jsonwebtoken::decode_header(token).ok()?;
    let key = keys.find(header.kid.as_deref()?)?;
    let mut validation = Validation::new(ALGORITHM);
    // The library would ask the system's clock.
    validation.validate_exp = false;
    validation.set_audience(&[AUDIENCE]);
    let token = jsonwebtoken::decode(token, &key.public, &validation).ok()?;
    Some(token.claims)
}
