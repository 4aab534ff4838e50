//! Where the files of pictures are kept when not in the database.

use futures_util::future::BoxFuture;

/// A failure of the bucket.
#[derive(Debug, thiserror::Error)]
#[error("the bucket of pictures failed")]
pub struct BucketError(#[source] Box<dyn std::error::Error + Send + Sync>);

impl BucketError {
    /// A failure with this cause.
    pub fn new(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self(Box::new(cause))
    }
}

/// A bucket of objects, such as S3's. An object is written once, under a name that is never used again.
pub trait PictureBucket: Send + Sync {
    /// Writes an object. It is durable when this returns.
    fn put<'a>(
        &'a self,
        object: &'a str,
        content_type: &'a str,
        content: Vec<u8>,
    ) -> BoxFuture<'a, Result<(), BucketError>>;

    /// Reads an object. Returns `None` when there is none.
    fn get<'a>(&'a self, object: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, BucketError>>;

    /// Deletes an object, unless there is none.
    fn delete<'a>(&'a self, object: &'a str) -> BoxFuture<'a, Result<(), BucketError>>;
}
