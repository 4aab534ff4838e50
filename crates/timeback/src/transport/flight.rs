//! One flight per question: whoever asks while an answer is under way waits for that answer.

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

/// The questions under way, by key.
pub(crate) struct Flights<K, V>(Arc<Mutex<HashMap<K, Flight<V>>>>);

struct Flight<V> {
    answer: Shared<BoxFuture<'static, V>>,
    deliveries: Vec<Delivery<V>>,
}

type Delivery<V> = Box<dyn FnOnce(&V) + Send>;

impl<K, V> Flights<K, V>
where
    K: Eq + Hash + Clone + Send + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// No flights.
    pub fn new() -> Self {
        Self(Arc::default())
    }

    /// Answers from `known` if it can, else from the flight under way for `key`, else from a new one by `start`.
    ///
    /// The flight is a task of its own: a caller who goes away cancels nothing. Its answer is given to every
    /// caller's `deliver` before the question can be asked again, so that nobody asks twice by coming late.
    pub async fn ask<F>(
        &self,
        key: K,
        known: impl FnOnce() -> Option<V>,
        deliver: impl FnOnce(&V) + Send + 'static,
        start: impl FnOnce() -> F,
    ) -> V
    where
        F: Future<Output = V> + Send + 'static,
    {
        let answer = {
            let mut open = lock(&self.0);
            if let Some(answer) = known() {
                return answer;
            }
            let flight = open
                .entry(key)
                .or_insert_with_key(|key| self.take_off(key.clone(), start()));
            flight.deliveries.push(Box::new(deliver));
            flight.answer.clone()
        };
        answer.await
    }

    fn take_off(&self, key: K, question: impl Future<Output = V> + Send + 'static) -> Flight<V> {
        let open = Arc::clone(&self.0);
        let task = tokio::spawn(
            async move {
                let outcome = AssertUnwindSafe(question).catch_unwind().await;
                let mut open = lock(&open);
                let flight = open.remove(&key);
                let answer = outcome.unwrap_or_else(|panic| resume_unwind(panic));
                for deliver in flight.into_iter().flat_map(|flight| flight.deliveries) {
                    deliver(&answer);
                }
                answer
            }
            .in_current_span(),
        );
        let answer = async move {
            match task.await {
                Ok(answer) => answer,
                Err(stopped) if stopped.is_panic() => resume_unwind(stopped.into_panic()),
                // Only a runtime that shuts down cancels the task, and then nobody waits any more.
                Err(_) => std::future::pending().await,
            }
        };
        Flight {
            answer: answer.boxed().shared(),
            deliveries: Vec::new(),
        }
    }
}

impl<K, V> Clone for Flights<K, V> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// Takes a lock also when a task panicked with it in hand: the data behind ours is whole at every moment.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use futures_util::future::join;
    use tokio::sync::oneshot;

    use super::*;

    async fn ask(
        flights: &Flights<&'static str, u8>,
        question: impl Future<Output = u8> + Send + 'static,
    ) -> u8 {
        flights.ask("q", || None, |_| (), || question).await
    }

    #[tokio::test]
    async fn the_second_to_ask_gets_the_first_one_s_answer() {
        let flights = Flights::new();
        let (answer, first) = oneshot::channel();
        let first = ask(&flights, async { first.await.unwrap() });
        let second = ask(&flights, async { unreachable!("asked twice") });
        let (answers, ()) = join(join(first, second), async { answer.send(7).unwrap() }).await;
        assert_eq!(answers, (7, 7));
        assert_eq!(ask(&flights, async { 8 }).await, 8);
    }

    #[tokio::test]
    async fn a_panic_fails_those_who_wait_and_the_question_may_be_asked_again() {
        let flights = Flights::new();
        let waiting = AssertUnwindSafe(ask(&flights, async { panic!("a bug") }));
        assert!(waiting.catch_unwind().await.is_err());
        assert_eq!(ask(&flights, async { 8 }).await, 8);
    }

    #[tokio::test]
    async fn an_answer_is_delivered_before_the_question_is_open_again() {
        let flights = Flights::new();
        let shelf = Arc::new(Mutex::new(None));
        let deliver = |shelf: &Arc<Mutex<Option<u8>>>| {
            let shelf = Arc::clone(shelf);
            move |answer: &u8| *lock(&shelf) = Some(*answer)
        };
        let first = flights
            .ask("q", || *lock(&shelf), deliver(&shelf), || async { 7 })
            .await;
        let late = flights
            .ask("q", || *lock(&shelf), deliver(&shelf), || async { 8 })
            .await;
        assert_eq!((first, late), (7, 7));
    }
}
