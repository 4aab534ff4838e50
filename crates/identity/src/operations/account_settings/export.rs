use serde_json::{Map, Value, json};

use crate::{AuthContext, Error, Identity, env::instant, store};

impl Identity {
    /// Exports all data about the user, without secrets: a JSON object of tables.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn export(&self, auth: &AuthContext) -> Result<Map<String, Value>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let now = instant(self.env.now());
        let mut export = Map::from_iter([("exported_at".to_owned(), json!(now))]);
        export.extend(store::export::read(&mut connection, &auth.user).await?);
        // There is one of them.
        if let Some(user) = export["user"].get_mut(0).map(Value::take) {
            export.insert("user".to_owned(), user);
        }
        Ok(export)
    }
}
