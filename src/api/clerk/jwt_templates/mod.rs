//! JWT templates, by which services get tokens of their own.

pub mod create;
mod template;
pub mod update;

use axum::{
    Json,
    extract::{Path, State},
};

pub use self::template::JwtTemplate;
use self::template::JwtTemplates;
use super::{
    PROGRAM,
    authentication::SecretKey,
    deleted::DeletedObject,
    error::ClerkError,
    parameters::Parameters,
    possible_errors::{NoSuchTemplate, Refused, map_error},
    tag,
};
use crate::server::{AppState, client_info::Client};
use identity::DeleteTemplateError;

map_error!(DeleteTemplateError {
    NoSuchTemplate => ClerkError::NO_SUCH_TEMPLATE,
});

/// `GET /jwt_templates`: lists the templates, newest first. Those that every server has are not among them.
#[utoipa::path(get, path = "/jwt_templates", tag = tag::PROGRAMS, operation_id = "clerkListJwtTemplates",
    params(("paginated" = Option<bool>, Query, description = "Whether the answer is a page with the total number"),
        ("limit" = Option<i64>, Query, description = "Results at most: 10, or up to 500"),
        ("offset" = Option<i64>, Query, description = "Results to skip")),
    security(("secretKey" = [])),
    responses((status = OK, body = JwtTemplates, description = "The list, or the page of it"),
        Refused<(SecretKey, Parameters)>))]
pub async fn list(
    State(state): State<AppState>,
    mut parameters: Parameters,
) -> Result<Json<JwtTemplates>, ClerkError> {
    let is_paginated = parameters.flag("paginated")?;
    let page = parameters.page()?;
    parameters.end()?;
    let identity = &state.identity;
    let found = identity.jwt_templates(page.limit, page.offset).await?;
    let data = found.into_iter().map(JwtTemplate::from).collect();
    Ok(Json(if is_paginated {
        let total_count = identity.count_jwt_templates().await?;
        JwtTemplates::Page { data, total_count }
    } else {
        JwtTemplates::List(data)
    }))
}

/// `GET /jwt_templates/{id}`: returns a template.
#[utoipa::path(get, path = "/jwt_templates/{id}", tag = tag::PROGRAMS, operation_id = "clerkGetJwtTemplate",
    params(("id" = String, Path, description = "ID of the template")),
    security(("secretKey" = [])),
    responses((status = OK, body = JwtTemplate, description = "The template"),
        Refused<(SecretKey, NoSuchTemplate)>))]
pub async fn read(
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<JwtTemplate>, ClerkError> {
    let found = state.identity.find_jwt_template(&id).await?;
    Ok(Json(found.ok_or(ClerkError::NO_SUCH_TEMPLATE)?.into()))
}

/// `DELETE /jwt_templates/{id}`: deletes a template.
#[utoipa::path(delete, path = "/jwt_templates/{id}", tag = tag::PROGRAMS, operation_id = "clerkDeleteJwtTemplate",
    params(("id" = String, Path, description = "ID of the template")),
    security(("secretKey" = [])),
    responses((status = OK, body = DeletedObject, description = "What was deleted"),
        Refused<(SecretKey, DeleteTemplateError)>))]
pub async fn delete(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Client(client): Client,
) -> Result<Json<DeletedObject>, ClerkError> {
    let deleted = state.identity.delete_jwt_template(&id, &PROGRAM, &client);
    deleted.await?;
    Ok(Json(DeletedObject::new("jwt_template", &id)))
}
