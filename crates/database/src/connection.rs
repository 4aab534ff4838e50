use std::time::Duration;

use futures_util::{FutureExt as _, future::BoxFuture};
use sqlx::{Any, AnyConnection, Error, pool::PoolConnection};
use tokio::{
    runtime::Handle,
    time::{Instant, timeout},
};

use super::{
    deadline::timed_out, engine::Engine, failure::is_unavailable, observer::Work, pool::Pool,
};

/// A pooled connection. Each statement on it has a deadline.
///
/// It returns to the pool only in a known state: a connection whose statement was abandoned, by us or by a dropped
/// request, is closed.
#[derive(Debug)]
pub struct Connection {
    pool: Pool,
    /// `None` once it is being returned.
    inner: Option<PoolConnection<Any>>,
    state: State,
    /// The primary's, when it was acquired.
    term: usize,
    pub(super) in_transaction: bool,
    /// Deadline for the next statement.
    deadline: Duration,
}

/// The state of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Idle.
    Ready,
    /// A statement is in progress.
    Busy,
    /// A statement timed out, or the connection is broken.
    Lost,
}

impl Connection {
    pub(super) fn new(
        pool: Pool,
        inner: PoolConnection<Any>,
        term: usize,
        deadline: Duration,
    ) -> Self {
        Self {
            pool,
            inner: Some(inner),
            state: State::Ready,
            term,
            in_transaction: false,
            deadline,
        }
    }

    /// The database engine.
    pub(super) fn engine(&self) -> Engine {
        self.pool.engine()
    }

    /// Sends `BEGIN`, `COMMIT` or `ROLLBACK`.
    pub(super) async fn transaction_control(
        &mut self,
        statement: &'static str,
    ) -> Result<(), Error> {
        self.answer(|connection| {
            sqlx::raw_sql(statement)
                .execute(connection)
                .map(|done| done.map(drop))
                .boxed()
        })
        .await
    }

    /// Records a commit.
    pub(super) fn record_commit(&self) {
        self.pool.writes().record_success();
    }

    /// Closes the connection when it is dropped.
    pub(super) fn close_on_drop(&mut self) {
        self.state = State::Lost;
    }

    /// Sends a statement and waits for its result, up to the deadline, and while its server is the primary.
    pub(crate) async fn answer<'c, T>(
        &'c mut self,
        send: impl FnOnce(&'c mut AnyConnection) -> BoxFuture<'c, Result<T, Error>> + Send,
    ) -> Result<T, Error> {
        if self.state != State::Ready {
            return Err(timed_out());
        }
        let Some(inner) = self.inner.as_deref_mut() else {
            return Err(timed_out());
        };
        self.state = State::Busy;
        let sent_at = Instant::now();
        let answers = self.pool.answers();
        let answered = tokio::select! {
            answered = answers.wait_for(self.deadline, send(inner)) => answered,
            () = self.pool.primary().replaced(self.term) => None,
        };
        let failed = |answer: &Result<T, Error>| answer.as_ref().err().is_some_and(is_unavailable);
        let is_failure = answered.as_ref().is_none_or(failed);
        self.pool
            .observer()
            .report(Work::Execute, sent_at.elapsed(), is_failure);
        self.deadline = self.pool.deadlines().statement();
        let answer = answered.unwrap_or_else(|| Err(timed_out()));
        self.state = match &answer {
            Err(Error::Io(_) | Error::Protocol(_) | Error::WorkerCrashed) => State::Lost,
            _ => State::Ready,
        };
        match &answer {
            Ok(_) => self.pool.answers().record(),
            Err(error) => self.pool.record_failure(error),
        }
        answer
    }

    /// Whether it may be used again.
    fn is_reusable(&self) -> bool {
        self.state == State::Ready && self.pool.primary().term() == self.term
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let Some(inner) = self.inner.take() else {
            return;
        };
        match Handle::try_current() {
            Ok(runtime) if self.is_reusable() => {
                runtime.spawn(release(self.engine(), inner, self.in_transaction));
            }
            // The pool makes another one in its place.
            _ => drop(inner.detach()),
        }
    }
}

/// The deadline for returning a connection to the pool.
const RETURN: Duration = Duration::from_secs(2);

/// Rolls back an open transaction, and returns the connection to the pool, if it still answers.
async fn release(engine: Engine, mut inner: PoolConnection<Any>, in_transaction: bool) {
    if in_transaction {
        let rollback = sqlx::raw_sql("ROLLBACK").execute(&mut *inner);
        match timeout(RETURN, rollback).await {
            Ok(Ok(_)) => {}
            // SQLite rolls back by itself when the disk is full, and then has nothing to roll back.
            Ok(Err(_)) if engine == Engine::Sqlite => {}
            _ => return drop(inner.detach()),
        }
    }
    // It asks whether the other end is there; what is dropped in the middle of that is closed.
    let _returned = timeout(RETURN, inner.return_to_pool()).await;
}
