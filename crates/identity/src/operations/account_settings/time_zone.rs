use crate::{
    Action, AuthContext, ClientInfo, Error, Identity, TimeZoneName, audit::Event, store::time_zones,
};

impl Identity {
    /// Sets the time zone in which the user's days are counted; `None` is the school's.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn set_time_zone(
        &self,
        auth: &AuthContext,
        zone: Option<&TimeZoneName>,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        time_zones::set(uow.connection(), &auth.user, zone).await?;
        uow.touch(&auth.user).await?;
        uow.time_zone_changed(&auth.user).await?;
        let event = Event::new(Action::Updated, &auth.user)
            .in_session(&auth.session)
            .with("time_zone", zone.is_some());
        uow.commit(event, client).await
    }
}
