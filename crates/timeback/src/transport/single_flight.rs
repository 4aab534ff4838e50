//! Single-flight: concurrent calls with the same key share one execution and its result.
//!
//! Not `moka`'s `try_get_with`: here every caller of a call in progress stores the result, and a cancelled caller cancels
//! nothing. The server's own single-flight differs in that it never joins a call that has begun.

use std::{
    collections::HashMap,
    hash::Hash,
    panic::{AssertUnwindSafe, resume_unwind},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use tracing::Instrument;

/// Deduplicates concurrent calls by key. Clones share the calls in progress.
pub(crate) struct SingleFlight<K, V>(Arc<Mutex<HashMap<K, Call<V>>>>);

struct Call<V> {
    response: Shared<BoxFuture<'static, V>>,
    callbacks: Vec<Callback<V>>,
}

type Callback<V> = Box<dyn FnOnce(&V) + Send>;

impl<K, V> SingleFlight<K, V>
where
    K: Eq + Hash + Clone + Send + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// Creates an empty single-flight group.
    pub fn new() -> Self {
        Self(Arc::default())
    }

    /// Returns the value of `known`, else the result of the call in progress for `key`, else that of a new call `start`.
    ///
    /// The call is a spawned task, so a cancelled caller does not cancel it. Every caller's `on_result` runs before the key
    /// is released, so a late caller finds the result in `known` and does not start a second call.
    pub async fn run<F>(
        &self,
        key: K,
        known: impl FnOnce() -> Option<V>,
        on_result: impl FnOnce(&V) + Send + 'static,
        start: impl FnOnce() -> F,
    ) -> V
    where
        F: Future<Output = V> + Send + 'static,
    {
        let response = {
            let mut calls = lock(&self.0);
            if let Some(response) = known() {
                return response;
            }
            let call = calls
                .entry(key)
                .or_insert_with_key(|key| self.spawn(key.clone(), start()));
            call.callbacks.push(Box::new(on_result));
            call.response.clone()
        };
        response.await
    }

    fn spawn(&self, key: K, call: impl Future<Output = V> + Send + 'static) -> Call<V> {
        let calls = Arc::clone(&self.0);
        let task = tokio::spawn(
            async move {
                let outcome = AssertUnwindSafe(call).catch_unwind().await;
                let mut calls = lock(&calls);
                let entry = calls.remove(&key);
                let response = outcome.unwrap_or_else(|panic| resume_unwind(panic));
                for on_result in entry.into_iter().flat_map(|entry| entry.callbacks) {
                    on_result(&response);
                }
                response
            }
            .in_current_span(),
        );
        let response = async move {
            match task.await {
                Ok(response) => response,
                Err(stopped) if stopped.is_panic() => resume_unwind(stopped.into_panic()),
                // Only a runtime shutdown cancels the task, and it drops the callers too.
                Err(_) => std::future::pending().await,
            }
        };
        Call {
            response: response.boxed().shared(),
            callbacks: Vec::new(),
        }
    }
}

impl<K, V> Clone for SingleFlight<K, V> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// Locks a mutex and ignores poisoning: the data behind our mutexes is consistent at every step.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use futures_util::future::join;
    use tokio::sync::oneshot;

    use super::*;

    async fn run(
        calls: &SingleFlight<&'static str, u8>,
        call: impl Future<Output = u8> + Send + 'static,
    ) -> u8 {
        calls.run("q", || None, |_| (), || call).await
    }

    #[tokio::test]
    async fn a_second_call_gets_the_first_one_s_result() {
        let calls = SingleFlight::new();
        let (response, first) = oneshot::channel();
        let first = run(&calls, async { first.await.unwrap() });
        let second = run(&calls, async { unreachable!("asked twice") });
        let (responses, ()) = join(join(first, second), async { response.send(7).unwrap() }).await;
        assert_eq!(responses, (7, 7));
        assert_eq!(run(&calls, async { 8 }).await, 8);
    }

    #[tokio::test]
    async fn a_panic_fails_the_waiting_callers_and_releases_the_key() {
        let calls = SingleFlight::new();
        let waiting = AssertUnwindSafe(run(&calls, async { panic!("a bug") }));
        assert!(waiting.catch_unwind().await.is_err());
        assert_eq!(run(&calls, async { 8 }).await, 8);
    }

    #[tokio::test]
    async fn callbacks_run_before_the_key_is_released() {
        let calls = SingleFlight::new();
        let stored = Arc::new(Mutex::new(None));
        let on_result = |stored: &Arc<Mutex<Option<u8>>>| {
            let stored = Arc::clone(stored);
            move |response: &u8| *lock(&stored) = Some(*response)
        };
        let first = calls
            .run("q", || *lock(&stored), on_result(&stored), || async { 7 })
            .await;
        let late = calls
            .run("q", || *lock(&stored), on_result(&stored), || async { 8 })
            .await;
        assert_eq!((first, late), (7, 7));
    }
}
