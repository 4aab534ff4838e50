use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{bearer::Bearer, error::ApiError, query::Query, tag};
use crate::server::{AppState, client_info::Client};
use identity::SignOutScope;

/// Which sessions shall end.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Scope {
    /// `global` (all), `local` (this one) or `others`.
    #[param(example = "global")]
    scope: Option<String>,
}

/// `POST /logout`: ends the user's sessions of a scope, by default all of them. A token that does not hold ends nothing, and
/// is refused, which GoTrue's clients take for being signed out.
#[utoipa::path(post, path = "/logout", tag = tag::SIGN_IN, operation_id = "signOut", params(Scope),
    security(("bearer" = [])),
    responses((status = NO_CONTENT, description = "The sessions have ended; their access tokens count no more")))]
pub async fn sign_out(
    State(state): State<AppState>,
    Query(scope): Query<Scope>,
    Client(client): Client,
    Bearer(auth): Bearer,
) -> Result<StatusCode, ApiError> {
    let scope = match scope.scope.as_deref() {
        None | Some("" | "global") => SignOutScope::Global,
        Some("local") => SignOutScope::Local,
        Some("others") => SignOutScope::Others,
        Some(_) => return Err(ApiError::invalid("Unsupported logout scope")),
    };
    let ended = state.identity.sign_out(&auth, scope, &client).await?;
    tracing::info!(sessions = ended.len(), "a user signed out");
    Ok(StatusCode::NO_CONTENT)
}
