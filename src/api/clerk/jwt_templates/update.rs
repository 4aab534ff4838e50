use std::time::Duration;

use axum::{
    Json,
    extract::{Path, State},
};

use super::{JwtTemplate, template};
use crate::{
    api::clerk::{
        PROGRAM,
        authentication::SecretKey,
        body::Fields,
        error::ClerkError,
        possible_errors::{ClaimsTooLarge, Refused, map_error},
        tag,
    },
    server::{AppState, client_info::Client},
};
use identity::{TemplateEdit, TemplateKeyEdit, UpdateTemplateError};

map_error!(UpdateTemplateError {
    NoSuchTemplate => ClerkError::NO_SUCH_TEMPLATE,
    NameExists => ClerkError::TEMPLATE_NAME_EXISTS,
    InvalidLifetime => ClerkError::template_lifetime(),
    InvalidClockSkew => ClerkError::template_clock_skew(),
    NoOwnKey => ClerkError::missing("signing_key"),
});

/// `PATCH /jwt_templates/{id}`: changes a template. With `custom_signing_key` and no `signing_key`, it keeps the key that
/// it has.
#[utoipa::path(patch, path = "/jwt_templates/{id}", tag = tag::PROGRAMS, operation_id = "clerkUpdateJwtTemplate",
    params(("id" = String, Path, description = "ID of the template")),
    security(("secretKey" = [])),
    responses((status = OK, body = JwtTemplate, description = "The template"),
        Refused<(SecretKey, Fields, ClaimsTooLarge, UpdateTemplateError)>))]
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
