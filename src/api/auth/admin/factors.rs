use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    Admin,
    paths::{FactorPath, NoSuchUser, UserPath},
};
use crate::{
    api::auth::{
        body::Body,
        error::ApiError,
        factors::FactorEntry,
        possible_errors::{PossibleErrors, Refused, map_error},
        tag,
    },
    server::{AppState, client_info::Client},
};
use identity::{DeleteFactorError, RenameFactorError};

/// Changes to an MFA factor by an administrator.
#[derive(Deserialize, ToSchema)]
#[schema(as = EditFactor)]
pub struct EditFactorRequest {
    /// Display name of the factor.
    friendly_name: Option<String>,
    /// Must be empty: phone numbers are not supported.
    phone: Option<String>,
}

impl PossibleErrors for EditFactorRequest {
    fn all() -> Vec<ApiError> {
        vec![ApiError::NO_PHONE]
    }
}

map_error!(RenameFactorError {
    NoSuchUser => ApiError::NO_SUCH_USER,
    FactorNotFound => ApiError::FACTOR_NOT_FOUND,
    FactorNameConflict => ApiError::FACTOR_NAME_CONFLICT,
});

map_error!(DeleteFactorError {
    NoSuchUser => ApiError::NO_SUCH_USER,
    FactorNotFound => ApiError::FACTOR_NOT_FOUND,
});

/// `GET /admin/users/{id}/factors`: lists a user's MFA factors.
#[utoipa::path(get, path = "/admin/users/{id}/factors", tag = tag::ADMIN, operation_id = "adminListFactors",
    params(("id" = String, Path, description = "ID of the user", format = "uuid")), security(("bearer" = [])),
    responses((status = OK, body = Vec<FactorEntry>, description = "The factors, oldest first"),
        Refused<(Admin, UserPath, NoSuchUser)>))]
pub async fn list(
    State(state): State<AppState>,
    _admin: Admin,
    UserPath(user): UserPath,
) -> Result<Json<Vec<FactorEntry>>, ApiError> {
    let account = state.identity.find_account(&user).await?;
    let account = account.ok_or(ApiError::NO_SUCH_USER)?;
    Ok(Json(
        account.factors.iter().map(FactorEntry::from).collect(),
    ))
}

/// `PUT /admin/users/{id}/factors/{factor_id}`: renames an MFA factor.
#[utoipa::path(put, path = "/admin/users/{id}/factors/{factor_id}", tag = tag::ADMIN, operation_id = "adminUpdateFactor",
    params(("id" = String, Path, description = "ID of the user", format = "uuid"),
        ("factor_id" = String, Path, description = "ID of the factor", format = "uuid")), security(("bearer" = [])),
    request_body(content = EditFactorRequest, example = json!({ "friendly_name": "Old phone" })),
    responses((status = OK, body = FactorEntry, description = "The updated factor"),
        Refused<(Admin, FactorPath, Body<EditFactorRequest>, RenameFactorError)>))]
pub async fn update(
    State(state): State<AppState>,
    Admin(admin): Admin,
    FactorPath(user, factor): FactorPath,
    Client(client): Client,
    Body(request): Body<EditFactorRequest>,
) -> Result<Json<FactorEntry>, ApiError> {
    if request.phone.is_some_and(|phone| !phone.is_empty()) {
        return Err(ApiError::NO_PHONE);
    }
    let name = request.friendly_name.filter(|name| !name.is_empty());
    let changed = state
        .identity
        .rename_factor(&user, &factor, name.as_deref(), &admin, &client)
        .await?;
    Ok(Json(FactorEntry::from(&changed)))
}

/// `DELETE /admin/users/{id}/factors/{factor_id}`: deletes an MFA factor.
///
/// For example of a user who lost their phone and backup codes. If it was the user's only factor, their sessions drop
/// to `aal1`.
#[utoipa::path(delete, path = "/admin/users/{id}/factors/{factor_id}", tag = tag::ADMIN, operation_id = "adminDeleteFactor",
    params(("id" = String, Path, description = "ID of the user", format = "uuid"),
        ("factor_id" = String, Path, description = "ID of the factor", format = "uuid")), security(("bearer" = [])),
    responses((status = OK, body = FactorEntry, description = "The deleted factor"),
        Refused<(Admin, FactorPath, DeleteFactorError)>))]
pub async fn delete(
    State(state): State<AppState>,
    Admin(admin): Admin,
    FactorPath(user, factor): FactorPath,
    Client(client): Client,
) -> Result<Json<FactorEntry>, ApiError> {
    let gone = state
        .identity
        .delete_factor(&user, &factor, &admin, &client)
        .await?;
    Ok(Json(FactorEntry::from(&gone)))
}
