use serde::Serialize;
use utoipa::ToSchema;

/// Error response. Its format depends on the request header `X-Supabase-Api-Version`.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = AuthError)]
pub enum ErrorBody {
    /// For clients that send `X-Supabase-Api-Version: 2024-01-01` or later.
    Text {
        /// Error code, also in the response header `X-Sb-Error-Code`.
        #[schema(example = "invalid_credentials")]
        code: &'static str,
        /// Message for developers.
        #[schema(example = "Invalid login credentials")]
        message: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        weak_password: Option<WeakPassword>,
    },
    /// For older clients.
    Number {
        /// HTTP status.
        #[schema(example = 400)]
        code: u16,
        #[schema(example = "invalid_credentials")]
        error_code: &'static str,
        #[schema(example = "Invalid login credentials")]
        msg: &'static str,
        /// ID of the request in the server's log; only for status 500 and above.
        #[serde(skip_serializing_if = "Option::is_none")]
        error_id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        weak_password: Option<WeakPassword>,
    },
}

/// Reasons why a password is rejected.
#[derive(Serialize, ToSchema)]
pub struct WeakPassword {
    /// `length` for a password that is too short, or `pwned` for one that is easy to guess.
    reasons: [&'static str; 1],
}

impl WeakPassword {
    pub fn new(reason: &'static str) -> Self {
        Self { reasons: [reason] }
    }
}
