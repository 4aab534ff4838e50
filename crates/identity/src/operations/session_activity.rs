use crate::{
    ClientInfo, Error, Identity, SessionActivity, SessionId, UserSession,
    store::session_activities, unit_of_work::UnitOfWork,
};

impl UnitOfWork<'_> {
    /// Records that the session was used by this client.
    pub async fn record_activity(
        &mut self,
        session: &SessionId,
        client: &ClientInfo,
    ) -> Result<(), Error> {
        let (now, id) = (self.now, self.identity.env.id());
        session_activities::record(self.connection(), &id, session, client, now).await?;
        Ok(())
    }
}

impl Identity {
    /// The activity, with the place of its address.
    pub(crate) fn locate(&self, mut activity: SessionActivity) -> SessionActivity {
        let address = activity.address.as_deref().and_then(|it| it.parse().ok());
        if let (Some(places), Some(address)) = (&self.geoip, address) {
            activity.place = places.place(address);
        }
        activity
    }

    /// The session, with the place of its latest activity.
    pub(crate) fn locate_session(&self, mut session: UserSession) -> UserSession {
        session.latest_activity = session.latest_activity.map(|it| self.locate(it));
        session
    }
}
