use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Admin, user};
use crate::{
    api::auth::{body::Body, error::ApiError, factors::FactorEntry, tag},
    server::{AppState, client_info::Client},
};
use identity::Refusal;

/// Changes to an MFA factor by an administrator.
#[derive(Deserialize, ToSchema)]
#[schema(as = EditFactor)]
pub struct EditFactorRequest {
    /// Display name of the factor.
    friendly_name: Option<String>,
    /// Must be empty: phone numbers are not supported.
    phone: Option<String>,
}

/// `GET /admin/users/{id}/factors`: lists a user's MFA factors.
#[utoipa::path(get, path = "/admin/users/{id}/factors", tag = tag::ADMIN, operation_id = "adminListFactors",
    params(("id" = String, Path, description = "ID of the user", format = "uuid")), security(("bearer" = [])),
    responses((status = OK, body = Vec<FactorEntry>, description = "The factors, oldest first")))]
pub async fn list(
    State(state): State<AppState>,
    _admin: Admin,
    Path(id): Path<String>,
) -> Result<Json<Vec<FactorEntry>>, ApiError> {
    let account = state.identity.find_account(&user(&id)?).await?;
    let account = account.ok_or(Refusal::NoSuchUser)?;
    Ok(Json(
        account.factors.iter().map(FactorEntry::from).collect(),
    ))
}

/// `PUT /admin/users/{id}/factors/{factor_id}`: renames an MFA factor.
#[utoipa::path(put, path = "/admin/users/{id}/factors/{factor_id}", tag = tag::ADMIN, operation_id = "adminUpdateFactor",
    params(("id" = String, Path, description = "ID of the user", format = "uuid"),
        ("factor_id" = String, Path, description = "ID of the factor", format = "uuid")), security(("bearer" = [])),
    request_body(content = EditFactorRequest, example = json!({ "friendly_name": "Old phone" })),
    responses((status = OK, body = FactorEntry, description = "The updated factor")))]
pub async fn update(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path((id, factor)): Path<(String, String)>,
    Client(client): Client,
    Body(request): Body<EditFactorRequest>,
) -> Result<Json<FactorEntry>, ApiError> {
    let (id, factor) = (user(&id)?, factor_id(&factor)?);
    if request.phone.is_some_and(|phone| !phone.is_empty()) {
        return Err(ApiError::NO_PHONE);
    }
    let name = request.friendly_name.filter(|name| !name.is_empty());
    let changed = state
        .identity
        .rename_factor(&id, &factor, name.as_deref(), &admin, &client)
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
    responses((status = OK, body = FactorEntry, description = "The deleted factor")))]
pub async fn delete(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path((id, factor)): Path<(String, String)>,
    Client(client): Client,
) -> Result<Json<FactorEntry>, ApiError> {
    let (id, factor) = (user(&id)?, factor_id(&factor)?);
    let gone = state
        .identity
        .delete_factor(&id, &factor, &admin, &client)
        .await?;
    Ok(Json(FactorEntry::from(&gone)))
}

fn factor_id(text: &str) -> Result<String, ApiError> {
    let id = uuid::Uuid::parse_str(text);
    id.map(|id| id.to_string())
        .map_err(|_| ApiError::NO_FACTOR_UUID)
}
