use std::{
    mem::take,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use display_error_chain::DisplayErrorChain;
use serde::{Deserialize, Serialize};
use tokio::{
    sync::{mpsc, watch},
    time::sleep,
};

use super::News;
use database::{Database, MAX_NOTIFICATION};

/// Start of the channel's name.
const CHANNEL: &str = "timeback_dashboard.";

/// News of one message. Each is a hundred bytes or two.
const TOGETHER: usize = 24;

/// Pause after the database did not answer.
const PAUSE: Duration = Duration::from_secs(1);

/// The exchange of news by PostgreSQL's notifications.
pub(super) struct Exchange {
    database: Database,
    id: Arc<str>,
    overflowed: Arc<AtomicBool>,
    unsent: watch::Sender<usize>,
}

/// The news that one node publishes at a time.
#[derive(Serialize, Deserialize)]
struct Message {
    from: String,
    news: Vec<News>,
}

impl Exchange {
    pub fn new(
        database: Database,
        id: Arc<str>,
        overflowed: Arc<AtomicBool>,
        unsent: watch::Sender<usize>,
    ) -> Self {
        Self {
            database,
            id,
            overflowed,
            unsent,
        }
    }

    /// Publishes news until their sender is dropped.
    pub async fn send(&self, mut waiting: mpsc::Receiver<News>) {
        let mut news = Vec::with_capacity(TOGETHER);
        loop {
            let received = waiting.recv_many(&mut news, TOGETHER).await;
            if received == 0 {
                return;
            }
            news.dedup();
            while !self.send_once(take(&mut news)).await {
                self.overflowed.store(true, Ordering::Relaxed);
                sleep(PAUSE).await;
            }
            self.unsent.send_modify(|unsent| *unsent -= received);
        }
    }

    async fn send_once(&self, mut news: Vec<News>) -> bool {
        if self.overflowed.swap(false, Ordering::Relaxed) {
            news.push(News::Missed);
        }
        let sent = self.database.notify(CHANNEL, &self.message(news)).await;
        if let Err(error) = &sent {
            tracing::warn!(
                error = %DisplayErrorChain::new(error),
                "could not publish news to the other nodes"
            );
        }
        sent.is_ok()
    }

    /// The text of a message; of one that is too long, that news are missed.
    fn message(&self, news: Vec<News>) -> String {
        let text = |news| {
            let from = self.id.to_string();
            serde_json::to_string(&Message { from, news }).unwrap_or_default()
        };
        let message = text(news);
        if message.len() > MAX_NOTIFICATION {
            return text(vec![News::Missed]);
        }
        message
    }

    /// Calls `on_news` with the others' news. What they published while there was no connection is missed.
    pub async fn listen(&self, on_news: impl Fn(News)) {
        loop {
            if let Err(error) = self.listen_once(&on_news).await {
                tracing::warn!(
                    error = %DisplayErrorChain::new(&error),
                    "cannot receive news of the other nodes"
                );
            }
            sleep(PAUSE).await;
        }
    }

    async fn listen_once(&self, on_news: impl Fn(News)) -> Result<(), sqlx::Error> {
        let mut notifications = self.database.listen(CHANNEL).await?;
        on_news(News::Missed);
        loop {
            let text = notifications.next().await?;
            let Ok(message) = serde_json::from_str::<Message>(&text) else {
                // A node of another version may know news that this one does not.
                on_news(News::Missed);
                continue;
            };
            if *message.from != *self.id {
                message.news.into_iter().for_each(&on_news);
            }
        }
    }
}
