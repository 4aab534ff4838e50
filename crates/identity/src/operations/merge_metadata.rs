use serde_json::{Map, Value};

use crate::{Error, MetadataTooLarge, UserId, store::users, unit_of_work::UnitOfWork};

/// Why metadata was not changed.
#[derive(Debug, thiserror::Error)]
pub enum MetadataError {
    /// It would be too large or too deep.
    #[error(transparent)]
    TooLarge(#[from] MetadataTooLarge),
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(MetadataError);

impl UnitOfWork<'_> {
    /// Merges `data` into the metadata that the user writes.
    pub async fn merge_metadata(
        &mut self,
        user: &UserId,
        data: Map<String, Value>,
    ) -> Result<(), MetadataError> {
        let metadata = users::find_unsafe_metadata(self.connection(), user).await?;
        let merged = metadata.merge(data)?;
        users::set_unsafe_metadata(self.connection(), user, &merged).await?;
        Ok(())
    }
}
