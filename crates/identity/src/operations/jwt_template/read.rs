use crate::{Error, Identity, JwtTemplate, store::jwt_templates};

impl Identity {
    /// A page of the administrators' templates, the newest first.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn jwt_templates(&self, limit: i64, offset: i64) -> Result<Vec<JwtTemplate>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let found = jwt_templates::list(&mut connection, limit, offset).await?;
        Ok(found.into_iter().map(|it| it.template).collect())
    }

    /// The number of the administrators' templates.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn count_jwt_templates(&self) -> Result<i64, Error> {
        let mut connection = self.database.pool().acquire().await?;
        Ok(jwt_templates::count(&mut connection).await?)
    }

    /// Finds a template by its identifier.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_jwt_template(&self, id: &str) -> Result<Option<JwtTemplate>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let found = jwt_templates::find(&mut connection, id).await?;
        Ok(found.map(|it| it.template))
    }
}
