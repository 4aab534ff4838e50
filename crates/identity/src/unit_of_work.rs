use crate::{
    ClientInfo, Error, Identity,
    audit::{self, Event},
};
use database::{Connection, Transaction};

/// A unit of work: one transaction that holds the advisory lock of what it is about, and commits only together with an
/// entry in the audit log. Dropped without a commit, it is rolled back.
pub(super) struct UnitOfWork<'a> {
    pub identity: &'a Identity,
    transaction: Transaction,
    /// When it began, in microseconds since 1970: the time of everything it writes.
    pub now: i64,
}

impl Identity {
    /// Begins a unit of work that holds the advisory lock of `lock_key`.
    pub(super) async fn begin(&self, lock_key: &str) -> Result<UnitOfWork<'_>, Error> {
        Ok(UnitOfWork {
            identity: self,
            transaction: self.database.begin_with_lock(lock_key).await?,
            now: self.env.now(),
        })
    }
}

impl UnitOfWork<'_> {
    /// The transaction's connection.
    pub fn connection(&mut self) -> &mut Connection {
        &mut self.transaction
    }

    /// Writes `event` to the audit log and commits.
    pub async fn commit(mut self, event: Event, client: &ClientInfo) -> Result<(), Error> {
        let database = &self.identity.database;
        database
            .advisory_lock(&mut self.transaction, audit::LOCK_KEY)
            .await?;
        audit::append(&mut self.transaction, self.identity, event, client).await?;
        Ok(self.transaction.commit().await?)
    }
}
