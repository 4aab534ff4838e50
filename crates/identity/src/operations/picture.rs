//! Pictures of users: where their files are kept, and until when.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use display_error_chain::DisplayErrorChain;

use crate::{
    Error, Identity, Picture, PictureId, PictureSize, UserId,
    model::picture::PictureFile,
    store::pictures::{self, NewPicture},
    unit_of_work::UnitOfWork,
};

/// The advisory lock of all changes of pictures: nobody takes up a picture while it is deleted with its last user. A unit
/// of work takes it after the user's.
const LOCK_KEY: &str = "pictures";

/// When an object that was written is deleted, unless a picture has it by then: its unit of work failed.
const ABANDONED_AFTER: Duration = Duration::from_hours(1);

/// A picture whose files were written to where they are kept.
pub(super) struct PlacedPicture {
    picture: Picture,
    /// The object in the bucket, if there is one.
    object: Option<String>,
}

impl Identity {
    /// Finds a picture's file. Returns `None` when no user has the picture.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails, and [`Error::Bucket`] when the file is in a bucket that cannot be
    /// read.
    pub async fn find_picture(
        &self,
        picture: &PictureId,
        size: PictureSize,
    ) -> Result<Option<PictureFile>, Error> {
        let Some(found) = pictures::find(self.database.pool(), picture, size).await? else {
            return Ok(None);
        };
        let content = match (found.content, found.object, &self.picture_bucket) {
            (Some(content), _, _) => STANDARD_NO_PAD.decode(content).ok(),
            (None, Some(object), Some(bucket)) => bucket.get(&file_of(&object, size)).await?,
            (None, _, _) => None,
        };
        Ok(Some(PictureFile {
            content_type: found.content_type,
            content: content.ok_or(Error::Unreadable("a picture"))?,
        }))
    }

    /// Writes the files of a picture to the bucket, if there is one. Until a user has the picture, they are to be deleted.
    pub(super) async fn place_picture(&self, picture: Picture) -> Result<PlacedPicture, Error> {
        let Some(bucket) = &self.picture_bucket else {
            return Ok(PlacedPicture {
                picture,
                object: None,
            });
        };
        // Never the name of another one: that may be about to be deleted.
        let object = format!("{}-{}", picture.id.as_str(), self.env.id());
        let mut connection = self.database.pool().acquire().await?;
        let due_at = self.env.after(ABANDONED_AFTER);
        pictures::add_object(&mut connection, &object, due_at).await?;
        drop(connection);
        for (size, content) in [
            (PictureSize::Large, &picture.large),
            (PictureSize::Small, &picture.small),
        ] {
            let file = file_of(&object, size);
            let content_type = &picture.content_type;
            bucket.put(&file, content_type, content.clone()).await?;
        }
        Ok(PlacedPicture {
            picture,
            object: Some(object),
        })
    }

    /// Deletes the objects from the bucket that no picture needs. What fails is tried again in an hour.
    pub(super) async fn delete_unused_objects(&self) -> Result<(), Error> {
        let Some(bucket) = &self.picture_bucket else {
            return Ok(());
        };
        let pool = self.database.pool();
        for object in pictures::list_due_objects(pool, self.env.now()).await? {
            bucket.delete(&file_of(&object, PictureSize::Large)).await?;
            bucket.delete(&file_of(&object, PictureSize::Small)).await?;
            let mut connection = pool.acquire().await?;
            pictures::remove_object(&mut connection, &object).await?;
        }
        Ok(())
    }

    /// The same, after a change that is committed: a failure is logged.
    pub(super) async fn tidy_bucket(&self) {
        if let Err(error) = self.delete_unused_objects().await {
            tracing::warn!(
                error = %DisplayErrorChain::new(&error),
                "a picture that nobody has could not be deleted from its bucket yet"
            );
        }
    }
}

/// The name of a file in the bucket.
fn file_of(object: &str, size: PictureSize) -> String {
    format!("{object}/{}", size.as_str())
}

impl UnitOfWork<'_> {
    /// Sets or removes the user's picture, and deletes the one before if nobody else has it. Returns whether there is
    /// such a user.
    pub(super) async fn set_picture(
        &mut self,
        user: &UserId,
        placed: Option<&PlacedPicture>,
    ) -> Result<bool, Error> {
        self.lock_pictures().await?;
        let before = pictures::find_of_user(self.connection(), user).await?;
        if let Some(placed) = placed {
            self.create_picture(placed).await?;
        }
        let picture = placed.map(|placed| &placed.picture.id);
        if !pictures::set_of_user(self.connection(), user, picture).await? {
            return Ok(false);
        }
        if let Some(before) = before.filter(|before| picture != Some(before)) {
            self.delete_unused_picture(&before).await?;
        }
        Ok(true)
    }

    /// The picture of a user who is about to be deleted.
    pub(super) async fn find_picture_to_delete(
        &mut self,
        user: &UserId,
    ) -> Result<Option<PictureId>, Error> {
        let picture = pictures::find_of_user(self.connection(), user).await?;
        if picture.is_some() {
            self.lock_pictures().await?;
        }
        Ok(picture)
    }

    /// Deletes a picture if no user has it.
    pub(super) async fn delete_unused_picture(&mut self, picture: &PictureId) -> Result<(), Error> {
        let now = self.now;
        let object = pictures::delete_unused(self.connection(), picture).await?;
        if let Some(object) = object {
            pictures::add_object(self.connection(), &object, now).await?;
        }
        Ok(())
    }

    async fn create_picture(
        &mut self,
        PlacedPicture { picture, object }: &PlacedPicture,
    ) -> Result<(), Error> {
        let now = self.now;
        let files = object.is_none().then(|| {
            let encode = |file: &[u8]| STANDARD_NO_PAD.encode(file);
            (encode(&picture.large), encode(&picture.small))
        });
        let new = NewPicture {
            id: &picture.id,
            content_type: &picture.content_type,
            files: files
                .as_ref()
                .map(|(large, small)| (large.as_str(), small.as_str())),
            object: object.as_deref(),
            created_at: now,
        };
        let is_new = pictures::create(self.connection(), new).await?;
        if let Some(object) = object {
            if is_new {
                pictures::remove_object(self.connection(), object).await?;
            } else {
                // Another user has the picture, and an object of its own.
                pictures::add_object(self.connection(), object, now).await?;
            }
        }
        Ok(())
    }

    async fn lock_pictures(&mut self) -> Result<(), Error> {
        let database = &self.identity.database;
        Ok(database.advisory_lock(self.connection(), LOCK_KEY).await?)
    }
}
