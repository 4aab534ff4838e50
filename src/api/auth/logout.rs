use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    bearer::Bearer,
    error::ApiError,
    possible_errors::{PossibleErrors, Refused},
    query::Query,
    tag,
};
use crate::server::{AppState, client_info::Client};
use identity::SignOutScope;

/// Query parameters of `POST /logout`.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Scope {
    /// Sessions to end: `global` (all, the default), `local` (the current one) or `others` (all but the current one).
    #[param(example = "global")]
    scope: Option<String>,
}

impl PossibleErrors for Scope {
    fn all() -> Vec<ApiError> {
        vec![ApiError::INVALID]
    }
}

/// `POST /logout`: signs the user out.
///
/// Ends the sessions in the given scope, by default all of them. An invalid or expired access token is rejected with an
/// error and ends no session; GoTrue's clients treat that error as signed out.
#[utoipa::path(post, path = "/logout", tag = tag::SIGN_IN, operation_id = "signOut", params(Scope),
    security(("bearer" = [])),
    responses((status = NO_CONTENT, description = "The sessions have ended and their access tokens are no longer valid"),
        Refused<(Query<Scope>, Bearer)>))]
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
