use serde::Serialize;
use utoipa::ToSchema;

/// Error response.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkError)]
pub struct ErrorBody<'a> {
    /// The error, of which there is always one.
    pub errors: [ErrorEntry<'a>; 1],
    /// ID of the request in the server's log.
    pub clerk_trace_id: &'a str,
}

/// The error.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkErrorEntry)]
pub struct ErrorEntry<'a> {
    /// Error code, to branch on.
    pub code: &'static str,
    /// Short message for developers.
    pub message: &'static str,
    /// Message that may be shown to the user.
    pub long_message: &'a str,
    /// What the error is about.
    pub meta: Meta<'a>,
}

/// What the error is about.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkErrorMeta)]
pub struct Meta<'a> {
    /// The parameter of the request that the error is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub param_name: Option<&'a str>,
}
