use super::{
    Caller, Error, Identity,
    audit::{self, Event},
};
use database::{Connection, Transaction};

/// A change of accounts under way: alone among the changes of its subject, and kept only together with the word of it
/// in the audit log. Dropped without one, it did not happen.
pub(super) struct Change<'a> {
    pub identity: &'a Identity,
    transaction: Transaction,
    /// When it happens, in microseconds since 1970.
    pub now: i64,
}

impl Identity {
    /// Begins a change about `subject`.
    pub(super) async fn change(&self, subject: &str) -> Result<Change<'_>, Error> {
        Ok(Change {
            identity: self,
            transaction: self.database.begin_about(subject).await?,
            now: self.env.now(),
        })
    }
}

impl Change<'_> {
    /// Where the statements of the change are sent.
    pub fn connection(&mut self) -> &mut Connection {
        &mut self.transaction
    }

    /// Keeps the change, and says in the log that it happened.
    pub async fn commit(mut self, event: Event, caller: &Caller) -> Result<(), Error> {
        let database = &self.identity.database;
        database.hold(&mut self.transaction, audit::TURN).await?;
        audit::append(&mut self.transaction, self.identity, event, caller).await?;
        Ok(self.transaction.commit().await?)
    }
}
