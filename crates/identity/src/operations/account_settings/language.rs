use crate::{Action, AuthContext, ClientInfo, Error, Identity, audit::Event, store::user_edits};
use messages::Language;

impl Identity {
    /// Sets the language in which the user reads pages, and is mailed and texted.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn set_language(
        &self,
        auth: &AuthContext,
        language: Language,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        user_edits::set_locale(uow.connection(), &auth.user, Some(language.tag())).await?;
        uow.touch(&auth.user).await?;
        let event = Event::new(Action::Updated, &auth.user)
            .in_session(&auth.session)
            .with("language", true);
        uow.commit(event, client).await
    }
}
