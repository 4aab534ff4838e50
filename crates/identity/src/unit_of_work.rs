use crate::{
    ClientInfo, EndReason, Error, Identity, SessionId, UserId,
    audit::{self, Event},
    events::{AddressChanged, Events, TimeZoneChanged},
    store::sessions::{
        self,
        ends::{self, Which},
    },
    webhooks,
};
use database::{Connection, Transaction, is_unavailable};
use messages::Language;

/// A unit of work: one transaction that holds the advisory lock of what it is about, and commits only together with an
/// entry in the audit log. Dropped without a commit, it is rolled back.
pub(super) struct UnitOfWork<'a> {
    pub identity: &'a Identity,
    transaction: Transaction,
    /// When it began, in microseconds since 1970: the time of everything it writes.
    pub now: i64,
    /// The language of mails and text messages to users who have chosen none.
    pub language: Language,
    events: Events,
}

impl Identity {
    /// Begins a unit of work that holds the advisory lock of `lock_key`.
    pub(super) async fn begin(&self, lock_key: &str) -> Result<UnitOfWork<'_>, Error> {
        Ok(UnitOfWork {
            identity: self,
            transaction: self.database.begin_with_lock(lock_key).await?,
            now: self.env.now(),
            language: Language::default(),
            events: Events::default(),
        })
    }
}

impl UnitOfWork<'_> {
    /// Writes mails and text messages in the client's language, to users who have chosen none.
    pub fn for_client(mut self, client: &ClientInfo) -> Self {
        self.language = client.language;
        self
    }

    /// The transaction's connection.
    pub fn connection(&mut self) -> &mut Connection {
        &mut self.transaction
    }

    /// Ends sessions, unless they have ended: the only way in which a session ends before it expires. Subscribers hear of
    /// it once the unit of work is committed.
    pub async fn end(
        &mut self,
        which: Which<'_>,
        reason: EndReason,
    ) -> Result<Vec<SessionId>, Error> {
        let now = self.now;
        let ended = ends::end(self.connection(), which, reason, now).await?;
        let ids = ended.iter().map(|session| session.id.clone()).collect();
        self.events.ended.extend(ended);
        Ok(ids)
    }

    /// Ends one session.
    pub async fn end_session(
        &mut self,
        session: &SessionId,
        reason: EndReason,
    ) -> Result<Vec<SessionId>, Error> {
        self.end(Which::One(session), reason).await
    }

    /// Ends the user's sessions, all or all but one.
    pub async fn end_sessions(
        &mut self,
        user: &UserId,
        spared: Option<&SessionId>,
        reason: EndReason,
    ) -> Result<Vec<SessionId>, Error> {
        let which = spared.map_or(Which::All(user), |spared| Which::Others(user, spared));
        self.end(which, reason).await
    }

    /// Notes that a user was created.
    pub fn created(&mut self, user: &UserId) {
        self.events.created.push(user.clone());
    }

    /// Notes that a user was deleted.
    pub fn deleted(&mut self, user: &UserId) {
        self.events.deleted.push(user.clone());
    }

    /// Notes that a session began.
    pub fn began(&mut self, user: &UserId, session: &SessionId) {
        self.events.began.push((user.clone(), session.clone()));
    }

    /// Notes that the user has another address. Subscribers hear of it once the unit of work is committed.
    pub async fn address_changed(&mut self, user: &UserId) -> Result<(), Error> {
        let now = self.now;
        let sessions = sessions::list_ids(self.connection(), user, now).await?;
        self.events.readdressed.push(AddressChanged {
            user: user.clone(),
            sessions,
        });
        Ok(())
    }

    /// Notes that the user has another time zone. Subscribers hear of it once the unit of work is committed.
    pub async fn time_zone_changed(&mut self, user: &UserId) -> Result<(), Error> {
        let now = self.now;
        let sessions = sessions::list_ids(self.connection(), user, now).await?;
        self.events.time_zones.push(TimeZoneChanged {
            user: user.clone(),
            sessions,
        });
        Ok(())
    }

    /// Writes `event` to the audit log and what happened to the webhook queue, commits, and publishes what happened.
    pub async fn commit(mut self, event: Event, client: &ClientInfo) -> Result<(), Error> {
        let database = &self.identity.database;
        database
            .advisory_lock(&mut self.transaction, audit::LOCK_KEY)
            .await?;
        let (updated, at, action) = (webhooks::updated_user(&event), self.now, event.action);
        let id = audit::append(&mut self.transaction, self.identity, event, client).await?;
        let entry = webhooks::Entry {
            id: &id,
            updated,
            at,
        };
        webhooks::enqueue(&mut self.transaction, self.identity, &self.events, entry).await?;
        let committed = self.transaction.commit().await;
        if committed.is_ok() {
            self.identity.event_counts.increment(action);
        }
        // Without an answer it may be committed: rather too much is dropped from a cache than too little.
        if committed.as_ref().err().is_none_or(is_unavailable) {
            self.identity.recent_sessions.forget_all();
            self.identity.publish(self.events);
        }
        Ok(committed?)
    }
}
