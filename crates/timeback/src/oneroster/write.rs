//! What may be written: the gradebook's records.

use reqwest::Method;
use serde::Serialize;
use serde_json::json;

use super::{AssessmentLineItem, AssessmentResult, Collection, Resource, routes};
use crate::Error;

/// A record the platform lets a client write.
pub trait Writable: Resource + Serialize {}

impl Writable for AssessmentLineItem {}
impl Writable for AssessmentResult {}

impl<T: Writable> Collection<'_, T> {
    /// Writes a record under its own id: makes it, or replaces the one that is there. Doing so twice does no harm.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn put(self, record: &T) -> Result<(), Error> {
        let request = routes::request(Method::PUT, self.item, [record.id()])?;
        let body = json!({ T::TABLE.singular: record });
        self.timeback.operation().call(request.body(body)).await?;
        Ok(())
    }

    /// Deletes the record with this `sourcedId`.
    ///
    /// # Errors
    /// [`Error`]; for an id nobody has, [`Failure::Status`](crate::Failure::Status) with 404.
    pub async fn delete(self, id: &str) -> Result<(), Error> {
        let request = routes::request(Method::DELETE, self.item, [id])?;
        self.timeback.operation().call(request).await?;
        Ok(())
    }
}
