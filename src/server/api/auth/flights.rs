//! Many who ask the same at the same time are answered by one look at the database.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::{
    FutureExt as _,
    future::{BoxFuture, Shared, WeakShared},
};

type Flight<V> = Shared<BoxFuture<'static, V>>;

/// Looks at one thing. Whoever asks boards a flight that has not begun: an answer is never older than its question, so
/// what was revoked before somebody asked is revoked in what they are told, whichever node revoked it. Clones share.
pub struct Flights<V> {
    gate: Arc<Mutex<Gate<V>>>,
}

/// At most one flight is under way, and at most one is boarding.
struct Gate<V> {
    under_way: Option<WeakShared<BoxFuture<'static, V>>>,
    boarding: Option<WeakShared<BoxFuture<'static, V>>>,
}

impl<V> Clone for Flights<V> {
    fn clone(&self) -> Self {
        Self {
            gate: Arc::clone(&self.gate),
        }
    }
}

impl<V> Default for Flights<V> {
    fn default() -> Self {
        let gate = Gate {
            under_way: None,
            boarding: None,
        };
        Self {
            gate: Arc::new(Mutex::new(gate)),
        }
    }
}

impl<V: Clone + Send + Sync + 'static> Flights<V> {
    /// The answer of `look`, which is called after this was, and once for everybody who came meanwhile.
    pub async fn ask<F>(&self, look: impl FnOnce() -> F + Send + 'static) -> V
    where
        F: Future<Output = V> + Send + 'static,
    {
        let flight = self.with(|gate| {
            gate.boarding().unwrap_or_else(|| {
                let flight = self.flight(gate.under_way(), look);
                gate.boarding = flight.downgrade();
                flight
            })
        });
        flight.await
    }

    /// A flight that begins when the one before is over; from then on nobody boards it.
    fn flight<F>(
        &self,
        before: Option<Flight<V>>,
        look: impl FnOnce() -> F + Send + 'static,
    ) -> Flight<V>
    where
        F: Future<Output = V> + Send + 'static,
    {
        let flights = self.clone();
        let flight = async move {
            if let Some(before) = before {
                before.await;
            }
            // Whoever stands at the gate already comes along.
            tokio::task::yield_now().await;
            flights.with(|gate| gate.under_way = gate.boarding.take());
            look().await
        };
        flight.boxed().shared()
    }

    fn with<T>(&self, deed: impl FnOnce(&mut Gate<V>) -> T) -> T {
        deed(&mut self.gate.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<V: Clone> Gate<V> {
    fn boarding(&self) -> Option<Flight<V>> {
        self.boarding.as_ref().and_then(WeakShared::upgrade)
    }

    /// The flight under way, unless it has landed or everybody left it.
    fn under_way(&self) -> Option<Flight<V>> {
        let flight = self.under_way.as_ref().and_then(WeakShared::upgrade)?;
        flight.peek().is_none().then_some(flight)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use futures_util::future::join_all;
    use tokio::sync::Semaphore;

    use super::*;

    /// A look that takes until it is let through, and answers its number.
    #[derive(Clone)]
    struct Desk {
        flights: Flights<u32>,
        looks: Arc<AtomicU32>,
        through: Arc<Semaphore>,
    }

    impl Desk {
        fn new() -> Self {
            Self {
                flights: Flights::default(),
                looks: Arc::default(),
                through: Arc::new(Semaphore::new(0)),
            }
        }

        async fn ask(self) -> u32 {
            let desk = self.clone();
            let look = move || async move {
                let number = desk.looks.fetch_add(1, Ordering::SeqCst) + 1;
                desk.through.acquire().await.unwrap().forget();
                number
            };
            self.flights.ask(look).await
        }
    }

    async fn settle() {
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn who_asks_while_a_look_is_under_way_is_told_of_the_next_one() {
        let desk = Desk::new();
        let first = tokio::spawn(desk.clone().ask());
        settle().await;
        let later: Vec<_> = (0..20).map(|_| tokio::spawn(desk.clone().ask())).collect();
        settle().await;
        assert_eq!(desk.looks.load(Ordering::SeqCst), 1);
        desk.through.add_permits(2);
        assert_eq!(first.await.unwrap(), 1);
        for answer in join_all(later).await {
            assert_eq!(answer.unwrap(), 2, "never older than the question");
        }
    }

    #[tokio::test]
    async fn a_look_that_everybody_left_keeps_nobody_waiting() {
        let desk = Desk::new();
        let gone = tokio::spawn(desk.clone().ask());
        settle().await;
        gone.abort();
        assert!(gone.await.is_err());
        desk.through.add_permits(1);
        assert_eq!(desk.ask().await, 2);
    }
}
