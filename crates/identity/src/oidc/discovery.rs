use std::sync::Arc;

use super::{Error, Metadata, Provider};

impl Provider {
    /// Fetches the provider's metadata and keys, and checks that its issuer is the configured one.
    ///
    /// # Errors
    /// Returns [`Error::Provider`] when the provider cannot be reached, or has another issuer.
    pub async fn discover(&self) -> Result<(), Error> {
        self.metadata().await.map(drop)
    }

    pub(super) async fn metadata(&self) -> Result<Arc<Metadata>, Error> {
        if let Some(known) = self.known_metadata() {
            return Ok(known);
        }
        let metadata = Metadata::discover_async(self.issuer.clone(), &self.http)
            .await
            .map_err(|error| Error::Provider {
                what: "its metadata and keys",
                source: error.into(),
            })?;
        let metadata = Arc::new(metadata);
        self.keep(Some(metadata.clone()));
        Ok(metadata)
    }

    pub(super) fn known_metadata(&self) -> Option<Arc<Metadata>> {
        let metadata = self.metadata.read().ok()?;
        metadata.clone()
    }

    pub(super) fn keep(&self, metadata: Option<Arc<Metadata>>) {
        if let Ok(mut kept) = self.metadata.write() {
            *kept = metadata;
        }
    }
}
