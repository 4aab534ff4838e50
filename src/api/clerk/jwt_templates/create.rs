use std::time::Duration;

use axum::{Json, extract::State};

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
use identity::{CreateTemplateError, NewTemplate};

map_error!(CreateTemplateError {
    NameExists => ClerkError::TEMPLATE_NAME_EXISTS,
    InvalidLifetime => ClerkError::template_lifetime(),
    InvalidClockSkew => ClerkError::template_clock_skew(),
});

/// `POST /jwt_templates`: creates a template.
#[utoipa::path(post, path = "/jwt_templates", tag = tag::PROGRAMS, operation_id = "clerkCreateJwtTemplate",
    security(("secretKey" = [])),
    responses((status = OK, body = JwtTemplate, description = "The template"),
        Refused<(SecretKey, Fields, ClaimsTooLarge, CreateTemplateError)>))]
pub async fn create(
    State(state): State<AppState>,
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
        (Some(true), Some(given)) => Some(template::own_key(key.algorithm, &given)?),
        (Some(true), None) => return Err(ClerkError::missing("signing_key")),
        (None | Some(false), _) => None,
    };
    let new = NewTemplate {
        name: name.ok_or_else(|| ClerkError::missing("name"))?,
        claims: claims.ok_or_else(|| ClerkError::missing("claims"))?,
        lifetime: lifetime.map(Duration::from_secs),
        allowed_clock_skew: skew.map(Duration::from_secs),
        key,
    };
    let created = state.identity.create_jwt_template(new, &PROGRAM, &client);
    Ok(Json(created.await?.into()))
}
