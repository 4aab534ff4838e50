//! Whether this process lives, and whether it should be sent requests.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::IntoResponse,
};

use super::AppState;

/// `GET /healthz`: the process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the store answers and nobody asked us to stop; else 503, so that a load balancer looks elsewhere.
pub async fn readyz(
    State(state): State<AppState>,
) -> Result<&'static str, (StatusCode, &'static str)> {
    if state.stopping.is_cancelled() {
        return Err((StatusCode::SERVICE_UNAVAILABLE, "stopping\n"));
    }
    match state.identity.ping().await {
        Ok(()) => Ok("ready\n"),
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "not ready: the store does not answer"
            );
            Err((
                StatusCode::SERVICE_UNAVAILABLE,
                "the account store does not answer\n",
            ))
        }
    }
}

/// What is answered while something we cannot do without is away.
pub fn unavailable() -> impl IntoResponse {
    let retry = [(header::RETRY_AFTER, HeaderValue::from_static("5"))];
    (
        StatusCode::SERVICE_UNAVAILABLE,
        retry,
        "The dashboard is not available right now. Please try again in a moment.\n",
    )
}
