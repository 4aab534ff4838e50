use serde::Serialize;
use utoipa::ToSchema;

use identity::Weakness;

/// A refusal as it is written.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = AuthError)]
pub enum ErrorBody {
    /// To a client that sends `X-Supabase-Api-Version: 2024-01-01` or later.
    Text {
        /// Also in the header `X-Sb-Error-Code`.
        #[schema(example = "invalid_credentials")]
        code: &'static str,
        /// For whoever develops the client.
        #[schema(example = "Invalid login credentials")]
        message: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        weak_password: Option<WeakPassword>,
    },
    /// To an older client.
    Number {
        /// The status.
        #[schema(example = 400)]
        code: u16,
        #[schema(example = "invalid_credentials")]
        error_code: &'static str,
        #[schema(example = "Invalid login credentials")]
        msg: &'static str,
        /// Of a mistake of ours: as the server's log names the request.
        #[serde(skip_serializing_if = "Option::is_none")]
        error_id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        weak_password: Option<WeakPassword>,
    },
}

/// Why a password is refused.
#[derive(Serialize, ToSchema)]
pub struct WeakPassword {
    /// `length`, or `pwned` for one that is guessed early.
    reasons: [&'static str; 1],
}

impl From<Weakness> for WeakPassword {
    fn from(weakness: Weakness) -> Self {
        Self {
            reasons: [match weakness {
                Weakness::Length => "length",
                Weakness::Guessable => "pwned",
            }],
        }
    }
}
