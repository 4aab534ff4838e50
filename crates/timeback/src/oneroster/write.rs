//! Writing gradebook records.

use reqwest::Method;
use serde::Serialize;
use serde_json::json;

use super::{AssessmentLineItem, AssessmentResult, Collection, Resource, routes};
use crate::Error;

/// A record type that clients may write.
pub trait Writable: Resource + Serialize {}

impl Writable for AssessmentLineItem {}
impl Writable for AssessmentResult {}

impl<T: Writable> Collection<'_, T> {
    /// Creates or replaces a record by its id. Idempotent.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails.
    pub async fn put(self, record: &T) -> Result<(), Error> {
        let request = routes::request(Method::PUT, self.item, [record.id()])?;
        let body = json!({ T::TABLE.singular: record });
        self.timeback.operation().call(request.body(body)).await?;
        Ok(())
    }

    /// Deletes a record by its `sourcedId`.
    ///
    /// # Errors
    /// Returns [`Failure::Status`](crate::Failure::Status) 404 for an unknown id, and another failure when the call fails.
    pub async fn delete(self, id: &str) -> Result<(), Error> {
        let request = routes::request(Method::DELETE, self.item, [id])?;
        self.timeback.operation().call(request).await?;
        Ok(())
    }
}
