//! Several processes of one dashboard, its nodes: news between them, which outdate what each has in memory, and work that only
//! one of them does.
//!
//! News may be lost, and nothing that must last depends on them: after a gap each node takes everything it has as outdated.

mod exchange;
mod news;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{mpsc, watch},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use database::{Database, Lease};

use self::exchange::Exchange;
pub use self::news::News;

/// News that wait to be sent, while the database does not answer.
const WAITING: usize = 1024;

/// Deadline for sending what waits, before this node stops.
const FLUSH: Duration = Duration::from_secs(1);

/// This node's end of the exchange. Cheap to clone.
#[derive(Clone)]
pub struct Nodes {
    database: Database,
    /// A name that no other node has.
    id: Arc<str>,
    /// `None` where there can be no other node.
    outgoing: Option<mpsc::Sender<News>>,
    /// News were dropped that did not fit.
    overflowed: Arc<AtomicBool>,
    /// How many news are to be sent.
    unsent: watch::Sender<usize>,
}

impl Nodes {
    /// Joins the nodes on `database` under the name `id`. Returns what to [run](Incoming::run); nothing where one process
    /// has the database to itself.
    pub fn join(database: &Database, id: String) -> (Self, Option<Incoming>) {
        let mut nodes = Self {
            database: database.clone(),
            id: Arc::from(id),
            outgoing: None,
            overflowed: Arc::default(),
            unsent: watch::Sender::new(0),
        };
        if !database.is_shared() {
            return (nodes, None);
        }
        let (outgoing, waiting) = mpsc::channel(WAITING);
        nodes.outgoing = Some(outgoing);
        let exchange = Exchange::new(
            database.clone(),
            Arc::clone(&nodes.id),
            Arc::clone(&nodes.overflowed),
            nodes.unsent.clone(),
        );
        (nodes, Some(Incoming { exchange, waiting }))
    }

    /// This node's name, which no other has.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Runs `work` while it runs on no other node, until it is done. When this node loses the lease of this name, because
    /// the database does not answer, `work` is dropped and begins again later. `work` receives whether the former holder of the
    /// lease may have died in the middle of it.
    pub async fn run_alone<F: Future<Output = ()>>(
        &self,
        lease: &'static str,
        stopping: &CancellationToken,
        work: impl Fn(bool) -> F,
    ) {
        loop {
            let held = tokio::select! {
                () = stopping.cancelled() => return,
                held = Lease::acquire(&self.database, lease, &self.id) => held,
            };
            tracing::debug!(lease, "this node has a lease");
            tokio::select! {
                () = work(held.is_abandoned()) => return held.release().await,
                () = held.keep() => tracing::warn!(lease, "this node lost a lease"),
            }
        }
    }

    /// Publishes news to the other nodes, soon. Never blocks.
    pub fn publish(&self, news: News) {
        let Some(outgoing) = &self.outgoing else {
            return;
        };
        self.unsent.send_modify(|unsent| *unsent += 1);
        if outgoing.try_send(news).is_err() {
            self.unsent.send_modify(|unsent| *unsent -= 1);
            self.overflowed.store(true, Ordering::Relaxed);
        }
    }

    /// Waits until what was published has been sent, for a second at most.
    pub async fn flush(&self) {
        let mut unsent = self.unsent.subscribe();
        let _sent = timeout(FLUSH, unsent.wait_for(|unsent| *unsent == 0)).await;
    }
}

/// The exchange of news, to be run by a task.
pub struct Incoming {
    exchange: Exchange,
    waiting: mpsc::Receiver<News>,
}

impl Incoming {
    /// Sends this node's news and calls `on_news` with those of the others.
    pub async fn run(self, on_news: impl Fn(News)) {
        tokio::select! {
            () = self.exchange.send(self.waiting) => {}
            () = self.exchange.listen(on_news) => {}
        }
    }
}
