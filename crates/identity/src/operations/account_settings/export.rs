use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use serde_json::{Map, Value, json};

use crate::{AuthContext, Error, Identity, PictureId, PictureSize, env::instant, store};

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
        drop(connection);
        if let Some(picture) = export["picture"].get_mut(0).map(Value::take) {
            let picture = self.with_file(picture).await?;
            export.insert("picture".to_owned(), picture);
        }
        Ok(export)
    }

    /// The picture's row with its file, also when that is in a bucket.
    async fn with_file(&self, mut picture: Value) -> Result<Value, Error> {
        let fields = picture.as_object_mut();
        let object = fields.and_then(|fields| fields.remove("object"));
        let id = picture["id"].as_str().and_then(PictureId::parse);
        if let (Some(Value::String(_)), Some(id)) = (object, id) {
            let file = self.find_picture(&id, PictureSize::Large).await?;
            let content = file.map(|file| STANDARD_NO_PAD.encode(file.content));
            picture["base64"] = json!(content);
        }
        Ok(picture)
    }
}
