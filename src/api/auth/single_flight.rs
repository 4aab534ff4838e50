//! Single-flight for reads that must not be older than the call: concurrent calls share one database query.
//!
//! Unlike `timeback`'s, which joins a call in progress, this one joins only a call that has not started yet.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::{
    FutureExt as _,
    future::{BoxFuture, Shared, WeakShared},
};

type Flight<V> = Shared<BoxFuture<'static, V>>;

/// Coalesces concurrent calls of one operation. A call joins only a flight that has not started, so its result is never
/// older than the call: a session revoked on any node before a request is revoked in its response. Clones share the
/// state.
pub struct SingleFlight<V> {
    state: Arc<Mutex<State<V>>>,
}

/// At most one flight is in progress, and at most one is pending.
struct State<V> {
    in_progress: Option<WeakShared<BoxFuture<'static, V>>>,
    pending: Option<WeakShared<BoxFuture<'static, V>>>,
}

impl<V> Clone for SingleFlight<V> {
    fn clone(&self) -> Self {
        Self {
            state: Arc::clone(&self.state),
        }
    }
}

impl<V> Default for SingleFlight<V> {
    fn default() -> Self {
        let state = State {
            in_progress: None,
            pending: None,
        };
        Self {
            state: Arc::new(Mutex::new(state)),
        }
    }
}

impl<V: Clone + Send + Sync + 'static> SingleFlight<V> {
    /// Returns the result of `work`, which runs after this call started, once for all calls that arrived meanwhile.
    pub async fn run<F>(&self, work: impl FnOnce() -> F + Send + 'static) -> V
    where
        F: Future<Output = V> + Send + 'static,
    {
        let flight = self.with(|state| {
            state.pending().unwrap_or_else(|| {
                let flight = self.flight(state.in_progress(), work);
                state.pending = flight.downgrade();
                flight
            })
        });
        flight.await
    }

    /// A flight that starts when the previous one has finished. Once started, no call joins it.
    fn flight<F>(
        &self,
        before: Option<Flight<V>>,
        work: impl FnOnce() -> F + Send + 'static,
    ) -> Flight<V>
    where
        F: Future<Output = V> + Send + 'static,
    {
        let single_flight = self.clone();
        let flight = async move {
            if let Some(before) = before {
                before.await;
            }
            // Calls that are already scheduled may still join.
            tokio::task::yield_now().await;
            single_flight.with(|state| state.in_progress = state.pending.take());
            work().await
        };
        flight.boxed().shared()
    }

    fn with<T>(&self, f: impl FnOnce(&mut State<V>) -> T) -> T {
        f(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<V: Clone> State<V> {
    fn pending(&self) -> Option<Flight<V>> {
        self.pending.as_ref().and_then(WeakShared::upgrade)
    }

    /// The flight in progress, unless it has finished or was cancelled by all of its callers.
    fn in_progress(&self) -> Option<Flight<V>> {
        let flight = self.in_progress.as_ref().and_then(WeakShared::upgrade)?;
        flight.peek().is_none().then_some(flight)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use futures_util::future::join_all;
    use tokio::sync::Semaphore;

    use super::*;

    /// A counted query that blocks until it is let through, and returns its number.
    #[derive(Clone)]
    struct Query {
        single_flight: SingleFlight<u32>,
        runs: Arc<AtomicU32>,
        through: Arc<Semaphore>,
    }

    impl Query {
        fn new() -> Self {
            Self {
                single_flight: SingleFlight::default(),
                runs: Arc::default(),
                through: Arc::new(Semaphore::new(0)),
            }
        }

        async fn run(self) -> u32 {
            let query = self.clone();
            let work = move || async move {
                let number = query.runs.fetch_add(1, Ordering::SeqCst) + 1;
                query.through.acquire().await.unwrap().forget();
                number
            };
            self.single_flight.run(work).await
        }
    }

    async fn run_pending_tasks() {
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn a_call_while_a_flight_is_in_progress_joins_the_next_one() {
        let query = Query::new();
        let first = tokio::spawn(query.clone().run());
        run_pending_tasks().await;
        let later: Vec<_> = (0..20).map(|_| tokio::spawn(query.clone().run())).collect();
        run_pending_tasks().await;
        assert_eq!(query.runs.load(Ordering::SeqCst), 1);
        query.through.add_permits(2);
        assert_eq!(first.await.unwrap(), 1);
        for answer in join_all(later).await {
            assert_eq!(answer.unwrap(), 2, "never older than the call");
        }
    }

    #[tokio::test]
    async fn a_cancelled_flight_blocks_no_later_call() {
        let query = Query::new();
        let gone = tokio::spawn(query.clone().run());
        run_pending_tasks().await;
        gone.abort();
        assert!(gone.await.is_err());
        query.through.add_permits(1);
        assert_eq!(query.run().await, 2);
    }
}
