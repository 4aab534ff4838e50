//! `images` and `image_objects`: pictures, and the objects in a bucket that no picture needs; and whose picture is which.

use database::{Connection, Pool};
use sqlx::FromRow;

use super::statements;
use crate::{PictureId, PictureSize, UserId};

statements! {
    CREATE = "INSERT INTO images (id, content_type, large, small, object, created_at) VALUES ($1, $2, $3, $4, $5, $6) \
        ON CONFLICT (id) DO NOTHING";
    FIND_LARGE = "SELECT content_type, large AS content, object FROM images WHERE id = $1";
    FIND_SMALL = "SELECT content_type, small AS content, object FROM images WHERE id = $1";
    // In the order of the locks: whoever deletes a picture knows that nobody takes it up meanwhile.
    DELETE_UNUSED = "DELETE FROM images WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM users WHERE picture_id = $1) RETURNING object";
    FIND_OF_USER = "SELECT picture_id FROM users WHERE id = $1 AND deleted_at IS NULL";
    SET_OF_USER = "UPDATE users SET picture_id = $1 WHERE id = $2 AND deleted_at IS NULL";
    ADD_OBJECT = "INSERT INTO image_objects (object, due_at) VALUES ($1, $2) ON CONFLICT (object) DO UPDATE SET due_at = $2";
    REMOVE_OBJECT = "DELETE FROM image_objects WHERE object = $1";
    LIST_DUE_OBJECTS = "SELECT object FROM image_objects WHERE due_at <= $1 ORDER BY due_at, object LIMIT 100";
}

/// A picture to be created.
pub struct NewPicture<'a> {
    pub id: &'a PictureId,
    pub content_type: &'a str,
    /// Its files, large and small, as Base64; else they are in the object.
    pub files: Option<(&'a str, &'a str)>,
    pub object: Option<&'a str>,
    pub created_at: i64,
}

/// A picture's file, in the row or in an object.
#[derive(FromRow)]
pub struct StoredFile {
    pub content_type: String,
    /// Base64.
    pub content: Option<String>,
    pub object: Option<String>,
}

/// Creates a picture. Returns `false` when it is there.
pub async fn create(
    connection: &mut Connection,
    picture: NewPicture<'_>,
) -> Result<bool, sqlx::Error> {
    let created = sqlx::query(CREATE)
        .bind(picture.id.as_str())
        .bind(picture.content_type)
        .bind(picture.files.map(|(large, _)| large))
        .bind(picture.files.map(|(_, small)| small))
        .bind(picture.object)
        .bind(picture.created_at)
        .execute(connection)
        .await?;
    Ok(created.rows_affected() > 0)
}

/// The file of a picture.
pub async fn find(
    pool: &Pool,
    picture: &PictureId,
    size: PictureSize,
) -> Result<Option<StoredFile>, sqlx::Error> {
    let statement = match size {
        PictureSize::Large => FIND_LARGE,
        PictureSize::Small => FIND_SMALL,
    };
    sqlx::query_as(statement)
        .bind(picture.as_str())
        .fetch_optional(pool)
        .await
}

/// Deletes a picture that no user has. Returns its object in the bucket, if it was deleted and has one.
pub async fn delete_unused(
    connection: &mut Connection,
    picture: &PictureId,
) -> Result<Option<String>, sqlx::Error> {
    let deleted: Option<Option<String>> = sqlx::query_scalar(DELETE_UNUSED)
        .bind(picture.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(deleted.flatten())
}

/// The user's picture, unless they were deleted.
pub async fn find_of_user(
    connection: &mut Connection,
    user: &UserId,
) -> Result<Option<PictureId>, sqlx::Error> {
    let picture: Option<Option<String>> = sqlx::query_scalar(FIND_OF_USER)
        .bind(user.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(picture.flatten().map(PictureId))
}

/// Sets or removes the user's picture. Returns whether there is such a user.
pub async fn set_of_user(
    connection: &mut Connection,
    user: &UserId,
    picture: Option<&PictureId>,
) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query(SET_OF_USER)
        .bind(picture.map(PictureId::as_str))
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(changed.rows_affected() > 0)
}

/// Records an object that is to be deleted from the bucket, and when.
pub async fn add_object(
    connection: &mut Connection,
    object: &str,
    due_at: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(ADD_OBJECT)
        .bind(object)
        .bind(due_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets an object: a picture needs it, or it was deleted.
pub async fn remove_object(connection: &mut Connection, object: &str) -> Result<(), sqlx::Error> {
    sqlx::query(REMOVE_OBJECT)
        .bind(object)
        .execute(connection)
        .await?;
    Ok(())
}

/// The objects to delete now, at most 100.
pub async fn list_due_objects(pool: &Pool, now: i64) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(LIST_DUE_OBJECTS)
        .bind(now)
        .fetch_all(pool)
        .await
}
