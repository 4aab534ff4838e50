use crate::{
    Action, AuthContext, ClientInfo, Error, Identity, PersonName, audit::Event, store::users,
};

impl Identity {
    /// Changes the user's name.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn rename(
        &self,
        auth: &AuthContext,
        first: &PersonName,
        last: &PersonName,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        users::set_name(uow.connection(), &auth.user, first, last).await?;
        uow.touch(&auth.user).await?;
        let event = Event::new(Action::Updated, &auth.user)
            .in_session(&auth.session)
            .with("name", true);
        uow.commit(event, client).await
    }
}
