use serde_json::{Map, Value, json};

use crate::{ServiceAccount, SessionId, UserId};

/// The audience of Firebase's custom tokens.
const FIREBASE: &str =
    "https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit";

/// A template that every server has. An administrator's template of the same name replaces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShippedTemplate {
    /// For Hasura.
    Hasura,
    /// For Firebase: a custom token, which a service account signs.
    Firebase,
}

impl ShippedTemplate {
    /// The template of this name, or of Clerk's former name for it.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "hasura" | "integration_hasura" => Some(Self::Hasura),
            "firebase" | "integration_firebase" => Some(Self::Firebase),
            _ => None,
        }
    }
}

/// The claims by which Hasura knows the user.
pub(crate) fn hasura_claims(user: &UserId) -> Map<String, Value> {
    let claims = json!({
        "x-hasura-allowed-roles": ["user"],
        "x-hasura-default-role": "user",
        "x-hasura-user-id": user.as_str(),
    });
    Map::from_iter([("https://hasura.io/jwt/claims".to_owned(), claims)])
}

/// The claims of a custom token for Firebase.
pub(crate) fn firebase_claims(
    account: &ServiceAccount,
    user: &UserId,
    session: &SessionId,
    issued_at: i64,
    expires_at: i64,
) -> Value {
    json!({
        "iss": account.email(),
        "sub": account.email(),
        "aud": FIREBASE,
        "iat": issued_at,
        "exp": expires_at,
        "uid": user.as_str(),
        "claims": { "sid": session.as_str() },
    })
}
