//! `jwt_templates`: the templates of tokens for services.

use std::time::Duration;

use database::Connection;
use sqlx::{FromRow, Row as _, any::AnyRow};

use super::{decoded, statements};
use crate::{ClaimsTemplate, JwtTemplate, SigningAlgorithm, TemplateName, env::instant};

macro_rules! columns {
    () => {
        "id, name, claims, lifetime, allowed_clock_skew, signing_algorithm, signing_key, created_at, updated_at"
    };
}

statements! {
    LIST = concat!("SELECT ", columns!(), " FROM jwt_templates ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2");
    COUNT = "SELECT COUNT(*) FROM jwt_templates";
    FIND = concat!("SELECT ", columns!(), " FROM jwt_templates WHERE id = $1");
    FIND_NAMED = concat!("SELECT ", columns!(), " FROM jwt_templates WHERE name = $1");
    CREATE = concat!("INSERT INTO jwt_templates (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING");
    FIND_OTHER = "SELECT id FROM jwt_templates WHERE name = $1 AND id <> $2";
    UPDATE = "UPDATE jwt_templates SET name = $1, claims = $2, lifetime = $3, allowed_clock_skew = $4, signing_algorithm = $5, \
         signing_key = $6, updated_at = $7 WHERE id = $8";
    DELETE = "DELETE FROM jwt_templates WHERE id = $1";
}

/// A stored template.
#[derive(Clone)]
pub struct StoredTemplate {
    pub template: JwtTemplate,
    /// Its own signing key, encrypted.
    pub key: Option<String>,
}

impl FromRow<'_, AnyRow> for StoredTemplate {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let key: Option<String> = row.try_get("signing_key")?;
        let seconds = |column: &str| -> Result<Duration, sqlx::Error> {
            let seconds: i64 = row.try_get(column)?;
            Ok(Duration::from_secs(
                u64::try_from(seconds).unwrap_or_default(),
            ))
        };
        Ok(Self {
            template: JwtTemplate {
                id: row.try_get("id")?,
                name: decoded(row, "name", |it| TemplateName::parse(it).ok())?,
                claims: decoded(row, "claims", |it| ClaimsTemplate::from_text(it).ok())?,
                lifetime: seconds("lifetime")?,
                allowed_clock_skew: seconds("allowed_clock_skew")?,
                has_own_key: key.is_some(),
                signing_algorithm: decoded(row, "signing_algorithm", SigningAlgorithm::parse)?,
                created_at: instant(row.try_get("created_at")?),
                updated_at: instant(row.try_get("updated_at")?),
            },
            key,
        })
    }
}

/// A page of the templates, the newest first.
pub async fn list(
    connection: &mut Connection,
    limit: i64,
    offset: i64,
) -> Result<Vec<StoredTemplate>, sqlx::Error> {
    sqlx::query_as(LIST)
        .bind(limit)
        .bind(offset)
        .fetch_all(connection)
        .await
}

/// The number of templates.
pub async fn count(connection: &mut Connection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(COUNT).fetch_one(connection).await
}

/// The template with this identifier.
pub async fn find(
    connection: &mut Connection,
    id: &str,
) -> Result<Option<StoredTemplate>, sqlx::Error> {
    sqlx::query_as(FIND)
        .bind(id)
        .fetch_optional(connection)
        .await
}

/// The template of this name.
pub async fn find_named(
    connection: &mut Connection,
    name: &TemplateName,
) -> Result<Option<StoredTemplate>, sqlx::Error> {
    sqlx::query_as(FIND_NAMED)
        .bind(name.as_str())
        .fetch_optional(connection)
        .await
}

/// Stores a template. Returns whether no other has its name.
pub async fn create(
    connection: &mut Connection,
    new: &StoredTemplate,
) -> Result<bool, sqlx::Error> {
    let template = &new.template;
    let created = sqlx::query(CREATE)
        .bind(&template.id)
        .bind(template.name.as_str())
        .bind(template.claims.to_text())
        .bind(seconds(template.lifetime))
        .bind(seconds(template.allowed_clock_skew))
        .bind(template.signing_algorithm.as_str())
        .bind(new.key.as_deref())
        .bind(template.created_at.as_microsecond())
        .bind(template.updated_at.as_microsecond())
        .execute(connection)
        .await?;
    Ok(created.rows_affected() > 0)
}

/// Whether another template has this name.
pub async fn is_name_taken(
    connection: &mut Connection,
    name: &TemplateName,
    id: &str,
) -> Result<bool, sqlx::Error> {
    let other: Option<String> = sqlx::query_scalar(FIND_OTHER)
        .bind(name.as_str())
        .bind(id)
        .fetch_optional(connection)
        .await?;
    Ok(other.is_some())
}

/// Replaces a template.
pub async fn update(
    connection: &mut Connection,
    changed: &StoredTemplate,
) -> Result<(), sqlx::Error> {
    let template = &changed.template;
    sqlx::query(UPDATE)
        .bind(template.name.as_str())
        .bind(template.claims.to_text())
        .bind(seconds(template.lifetime))
        .bind(seconds(template.allowed_clock_skew))
        .bind(template.signing_algorithm.as_str())
        .bind(changed.key.as_deref())
        .bind(template.updated_at.as_microsecond())
        .bind(&template.id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes a template. Returns whether there was one.
pub async fn delete(connection: &mut Connection, id: &str) -> Result<bool, sqlx::Error> {
    let deleted = sqlx::query(DELETE).bind(id).execute(connection).await?;
    Ok(deleted.rows_affected() > 0)
}

fn seconds(span: Duration) -> i64 {
    i64::try_from(span.as_secs()).unwrap_or(i64::MAX)
}
