use super::LOCK_KEY;
use crate::{
    Action, Administrator, ClientInfo, Error, Identity, audit::Event, store::jwt_templates,
};

/// Why a template could not be deleted.
#[derive(Debug, thiserror::Error)]
pub enum DeleteTemplateError {
    /// There is no such template.
    #[error("there is no such template")]
    NoSuchTemplate,
    /// An internal failure.
    #[error(transparent)]
    Failed(#[from] Error),
}

fails_with_database!(DeleteTemplateError);

impl Identity {
    /// Deletes a template. Tokens that were issued by it stay valid until they expire.
    ///
    /// # Errors
    /// [`DeleteTemplateError`] says when.
    pub async fn delete_jwt_template(
        &self,
        id: &str,
        admin: &Administrator,
        client: &ClientInfo,
    ) -> Result<(), DeleteTemplateError> {
        let mut uow = self.begin(LOCK_KEY).await?;
        if !jwt_templates::delete(uow.connection(), id).await? {
            return Err(DeleteTemplateError::NoSuchTemplate);
        }
        let event = Event::of_nobody(Action::JwtTemplateDeleted).by(admin);
        uow.commit(event.with("template", id), client).await?;
        Ok(())
    }
}
