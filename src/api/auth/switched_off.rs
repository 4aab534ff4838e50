//! Features of GoTrue that this server does not support. They return the errors that GoTrue returns for disabled
//! features, so that apps do not mistake them for a wrong URL or wrong credentials.

use axum::http::Uri;

use super::error::ApiError;

/// SAML single sign-on.
const SAML: ApiError = ApiError::new(404, "saml_provider_disabled", "SAML 2.0 is disabled");

/// Linking a provider's identity to the signed-in account.
const LINKING: ApiError =
    ApiError::new(404, "manual_linking_disabled", "Manual linking is disabled");

const PASSKEYS: ApiError = ApiError::new(404, "passkey_disabled", "Passkeys are disabled");

/// Features without an error code of their own, starting with the OAuth server.
const OAUTH_SERVER: ApiError = ApiError::new(404, "feature_disabled", "OAuth server is disabled");
const PROVIDERS: ApiError = ApiError::new(
    404,
    "feature_disabled",
    "Custom OAuth providers are disabled",
);
const SCIM: ApiError = ApiError::new(404, "feature_disabled", "SCIM server is disabled");

/// Sign-in with an external provider.
const PROVIDER: ApiError = ApiError::new(
    400,
    "validation_failed",
    "Unsupported provider: provider is not enabled",
);
const CALLBACK: ApiError =
    ApiError::new(400, "bad_oauth_state", "OAuth state not found or expired");

/// Sign-in with a provider's ID token.
pub const ID_TOKEN: ApiError = ApiError::new(400, "provider_disabled", "Provider is not enabled");

/// Sign-in with a Web3 wallet.
pub const WEB3: ApiError =
    ApiError::new(422, "web3_provider_disabled", "Web3 provider is disabled");

/// Phone and `WebAuthn` MFA factors.
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

/// Paths of unsupported features, each with everything below it.
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

/// Fallback handler: the error for a path without a route.
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
