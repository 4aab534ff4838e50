use serde::Serialize;
use utoipa::ToSchema;

/// The state of a verification.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkVerification)]
pub struct Verification {
    pub object: &'static str,
    pub status: &'static str,
    pub strategy: &'static str,
    pub attempts: Option<i64>,
    pub expire_at: Option<i64>,
    /// Where to send the browser, absolute, in the response that begins it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_verification_redirect_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<VerificationError>,
}

/// Why a verification failed.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkVerificationError)]
pub struct VerificationError {
    pub code: &'static str,
    pub message: String,
    pub long_message: String,
}
