use super::{Error, Provider};

impl Provider {
    /// Sees to it that the provider's metadata and keys are there: it can be reached, and names itself as it was
    /// configured.
    ///
    /// # Errors
    /// [`Error::Provider`].
    pub async fn discover(&self) -> Result<(), Error> {
        self.metadata().await.map(drop)
    }
}
