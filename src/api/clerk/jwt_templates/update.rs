use std::time::Duration;

use axum::{
    Json,
    extract::{Path, State},
};

use super::{JwtTemplate, template};
use crate::{
    api::clerk::{PROGRAM, body::Fields, error::ClerkError},
    server::{AppState, client_info::Client},
};
use identity::{TemplateEdit, TemplateKeyEdit, UpdateTemplateError};

impl From<UpdateTemplateError> for ClerkError {
    fn from(error: UpdateTemplateError) -> Self {
        match error {
            UpdateTemplateError::NoSuchTemplate => Self::NO_SUCH_TEMPLATE,
            UpdateTemplateError::NameExists => Self::TEMPLATE_NAME_EXISTS,
            UpdateTemplateError::InvalidLifetime => Self::template_lifetime(),
            UpdateTemplateError::InvalidClockSkew => Self::template_clock_skew(),
            UpdateTemplateError::NoOwnKey => Self::missing("signing_key"),
            UpdateTemplateError::Failed(error) => error.into(),
        }
    }
}

/// `PATCH /jwt_templates/{id}`: changes a template. With `custom_signing_key` and no `signing_key`, it keeps the key that
/// it has.
pub async fn update(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Client(client): Client,
    mut fields: Fields,
) -> Result<Json<JwtTemplate>, ClerkError> {
    let name = template::name(&mut fields)?;
    let claims = template::claims(&mut fields)?;
    let lifetime = fields.seconds("lifetime")?.given();
    let skew = fields.seconds("allowed_clock_skew")?.given();
    let key = template::key(&mut fields)?;
    fields.end()?;
    let key = match (key.has_own, key.key) {
        (Some(true), Some(given)) => {
            let own = template::own_key(key.algorithm, &given)?;
            Some(TemplateKeyEdit::Own(own))
        }
        (Some(true), None) => Some(TemplateKeyEdit::Kept(key.algorithm)),
        (Some(false), _) => Some(TemplateKeyEdit::Server),
        (None, _) => None,
    };
    let edit = TemplateEdit {
        name,
        claims,
        lifetime: lifetime.map(Duration::from_secs),
        allowed_clock_skew: skew.map(Duration::from_secs),
        key,
    };
    let identity = &state.identity;
    let changed = identity.update_jwt_template(&id, edit, &PROGRAM, &client);
    Ok(Json(changed.await?.into()))
}
