//! What GoTrue can do and this server does not: it is refused as GoTrue refuses a feature that is switched off, so that
//! apps do not take it for a wrong address or a wrong password.

use axum::http::Uri;

use super::error::ApiError;

/// Single sign-on by SAML.
const SAML: ApiError = ApiError::new(404, "saml_provider_disabled", "SAML 2.0 is disabled");

/// Joining a provider's identity to an account that is signed in.
const LINKING: ApiError =
    ApiError::new(404, "manual_linking_disabled", "Manual linking is disabled");

const PASSKEYS: ApiError = ApiError::new(404, "passkey_disabled", "Passkeys are disabled");

/// An OAuth server, and whatever else has no code of its own.
const OAUTH_SERVER: ApiError = ApiError::new(404, "feature_disabled", "OAuth server is disabled");
const PROVIDERS: ApiError = ApiError::new(
    404,
    "feature_disabled",
    "Custom OAuth providers are disabled",
);
const SCIM: ApiError = ApiError::new(404, "feature_disabled", "SCIM server is disabled");

/// Signing in by an external provider.
const PROVIDER: ApiError = ApiError::new(
    400,
    "validation_failed",
    "Unsupported provider: provider is not enabled",
);
const CALLBACK: ApiError =
    ApiError::new(400, "bad_oauth_state", "OAuth state not found or expired");

/// Signing in with a provider's ID token.
pub const ID_TOKEN: ApiError = ApiError::new(400, "provider_disabled", "Provider is not enabled");

/// Signing in with a wallet.
pub const WEB3: ApiError =
    ApiError::new(422, "web3_provider_disabled", "Web3 provider is disabled");

/// A phone, or a key, as a second factor.
pub const PHONE_FACTOR: ApiError = ApiError::new(
    422,
    "mfa_phone_enroll_not_enabled",
    "MFA enroll is disabled for Phone",
);
pub const WEBAUTHN_FACTOR: ApiError = ApiError::new(
    422,
    "mfa_webauthn_enroll_not_enabled",
    "MFA enroll is disabled for WebAuthn",
);

/// Paths, with all that is below them.
const PATHS: [(&str, ApiError); 12] = [
    ("/sso", SAML),
    ("/admin/sso", SAML),
    ("/user/identities", LINKING),
    ("/passkeys", PASSKEYS),
    ("/oauth", OAUTH_SERVER),
    ("/admin/oauth", OAUTH_SERVER),
    ("/user/oauth", OAUTH_SERVER),
    ("/.well-known/oauth-authorization-server", OAUTH_SERVER),
    ("/admin/custom-providers", PROVIDERS),
    ("/scim", SCIM),
    ("/authorize", PROVIDER),
    ("/callback", CALLBACK),
];

/// How a path is refused at which there is nothing.
pub async fn refuse(uri: Uri) -> ApiError {
    let path = uri.path().strip_prefix(super::ROOT).unwrap_or(uri.path());
    let is_below = |root: &str| {
        let rest = path.strip_prefix(root);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let is_passkey = path.starts_with("/admin/users/") && path.contains("/passkeys");
    if is_passkey {
        return PASSKEYS;
    }
    let known = PATHS.iter().find(|(root, _)| is_below(root));
    known.map_or(ApiError::NO_ROUTE, |(_, refusal)| *refusal)
}
