//! JWT templates, by which services get tokens of their own.

mod create;
mod template;
mod update;

use axum::{
    Json,
    extract::{Path, State},
};

use self::template::JwtTemplates;
pub use self::{create::create, template::JwtTemplate, update::update};
use super::{PROGRAM, deleted::DeletedObject, error::ClerkError, parameters::Parameters};
use crate::server::{AppState, client_info::Client};
use identity::DeleteTemplateError;

impl From<DeleteTemplateError> for ClerkError {
    fn from(error: DeleteTemplateError) -> Self {
        match error {
            DeleteTemplateError::NoSuchTemplate => Self::NO_SUCH_TEMPLATE,
            DeleteTemplateError::Failed(error) => error.into(),
        }
    }
}

/// `GET /jwt_templates`: lists the templates, newest first. Those that every server has are not among them.
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
pub async fn read(
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<JwtTemplate>, ClerkError> {
    let found = state.identity.find_jwt_template(&id).await?;
    Ok(Json(found.ok_or(ClerkError::NO_SUCH_TEMPLATE)?.into()))
}

/// `DELETE /jwt_templates/{id}`: deletes a template.
pub async fn delete(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Client(client): Client,
) -> Result<Json<DeletedObject>, ClerkError> {
    let deleted = state.identity.delete_jwt_template(&id, &PROGRAM, &client);
    deleted.await?;
    Ok(Json(DeletedObject::new("jwt_template", &id)))
}
