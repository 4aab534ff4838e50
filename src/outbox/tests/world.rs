//! An outbox, its database and its platform.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use jiff::SignedDuration;

use serde_json::json;
use tempfile::TempDir;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::platform::Platform;
use crate::outbox::DatabaseStore;
use database::Database;
use timeback::{
    Clock, Config, Jitter, Outbox, Timeback,
    outbox::{Depth, Outgoing},
};

pub struct World {
    pub platform: Platform,
    pub timeback: Timeback,
    folder: TempDir,
    clock: Clock,
    /// Offset of the clock in seconds.
    ahead: Arc<AtomicI64>,
}

impl World {
    pub async fn new() -> Self {
        let platform = Platform::default();
        let mut config = Config::sandbox(&platform.listen().await);
        config.jitter = Jitter::new(|| 1.0);
        let ahead = Arc::new(AtomicI64::new(0));
        let seconds = Arc::clone(&ahead);
        let system = Clock::system();
        let clock = Clock::new(move || {
            system.now() + SignedDuration::from_secs(seconds.load(Ordering::SeqCst))
        });
        config.clock = clock.clone();
        Self {
            clock,
            ahead,
            platform,
            timeback: Timeback::new(config),
            folder: TempDir::new().unwrap(),
        }
    }

    /// The outbox of a new process.
    pub async fn outbox(&self) -> Outbox {
        self.outbox_for(1000).await
    }

    /// The same, with this capacity.
    pub async fn outbox_for(&self, capacity: u32) -> Outbox {
        let database = self.database().await;
        Outbox::new(
            Arc::new(DatabaseStore::new(database, self.clock.clone())),
            capacity,
        )
    }

    async fn database(&self) -> Database {
        let url = format!("sqlite:{}", self.folder.path().join("outbox.db").display());
        Database::open(&url).await.unwrap()
    }

    /// Corrupts a stored event.
    pub async fn damage(&self, id: &str) {
        sqlx::query("UPDATE outbox SET event = 'damaged' WHERE event_id = $1")
            .bind(id)
            .execute(self.database().await.pool())
            .await
            .unwrap();
    }

    /// Advances the clock.
    pub fn pass(&self, span: Duration) {
        let seconds = i64::try_from(span.as_secs()).unwrap();
        self.ahead.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Advances the clock by hours until the queue is empty.
    pub async fn emptied_in_time(&self, outbox: &Outbox) -> Depth {
        let empty = async {
            while outbox.depth().await.unwrap().waiting > 0 {
                self.pass(Duration::from_hours(1));
                sleep(Duration::from_millis(50)).await;
            }
        };
        timeout(Duration::from_secs(60), empty).await.unwrap();
        outbox.depth().await.unwrap()
    }

    /// Delivers in the background; cancel to stop.
    pub fn deliver(&self, outbox: &Outbox) -> CancellationToken {
        let stopping = CancellationToken::new();
        let (outbox, timeback, stop) = (outbox.clone(), self.timeback.clone(), stopping.clone());
        tokio::spawn(async move { outbox.deliver(&timeback, stop.cancelled()).await });
        stopping
    }
}

/// An event of this student with this id.
pub fn event(student: &str, id: &str) -> Outgoing {
    Outgoing {
        event_id: id.to_owned(),
        timeback_id: student.to_owned(),
        sensor: "https://app.example.com".to_owned(),
        event: json!({ "id": id }),
    }
}

pub async fn accept(outbox: &Outbox, ids: &[&str]) {
    for id in ids {
        outbox.accept(&event("maya", id)).await.unwrap();
    }
}

/// Waits until the queue is empty.
pub async fn emptied(outbox: &Outbox) -> Depth {
    let empty = async {
        loop {
            let depth = outbox.depth().await.unwrap();
            if depth.waiting == 0 {
                return depth;
            }
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(20), empty).await.unwrap()
}

/// Waits for this number of calls to the platform.
pub async fn called(platform: &Platform, calls: usize) {
    let enough = async {
        while platform.calls() < calls {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(20), enough).await.unwrap();
}
