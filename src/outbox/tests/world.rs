//! An outbox, its database and the platform it sends to.

use std::{sync::Arc, time::Duration};

use serde_json::json;
use tempfile::TempDir;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::platform::Platform;
use crate::{
    database::Database,
    outbox::DatabaseStore,
    timeback::{
        Clock, Config, Jitter, Outbox, Timeback,
        outbox::{Depth, Outgoing},
    },
};

pub struct World {
    pub platform: Platform,
    pub timeback: Timeback,
    folder: TempDir,
}

impl World {
    pub async fn new() -> Self {
        let platform = Platform::default();
        let mut config = Config::sandbox(&platform.listen().await);
        config.jitter = Jitter::new(|| 1.0);
        Self {
            platform,
            timeback: Timeback::new(config),
            folder: TempDir::new().unwrap(),
        }
    }

    /// The outbox of a process that opens the database now.
    pub async fn outbox(&self) -> Outbox {
        self.outbox_for(1000).await
    }

    /// The same with room for so many events.
    pub async fn outbox_for(&self, room: u32) -> Outbox {
        let url = format!("sqlite:{}", self.folder.path().join("outbox.db").display());
        let database = Database::open(&url).await.unwrap();
        Outbox::new(
            Arc::new(DatabaseStore::new(database, Clock::system())),
            room,
        )
    }

    /// Delivers in the background; cancel to stop.
    pub fn deliver(&self, outbox: &Outbox) -> CancellationToken {
        let stopping = CancellationToken::new();
        let (outbox, timeback, stop) = (outbox.clone(), self.timeback.clone(), stopping.clone());
        tokio::spawn(async move { outbox.deliver(&timeback, stop.cancelled()).await });
        stopping
    }
}

/// An event with this id of this student.
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

/// Waits until nothing waits.
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

/// Waits until the platform was called so often.
pub async fn called(platform: &Platform, calls: usize) {
    let enough = async {
        while platform.calls() < calls {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(20), enough).await.unwrap();
}
