//! Live pages: open pages are notified when their student earns XP.

mod bounds;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::watch, time::Instant};

pub use self::bounds::Bounds;
use self::bounds::{Limit, OpenCounts};

/// How often the log says that pages are refused.
const LOG_EVERY: Duration = Duration::from_mins(1);

/// The subscriptions of live pages. Cheap to clone.
#[derive(Clone)]
pub struct Live {
    bounds: Bounds,
    listening: Arc<Mutex<Listening>>,
}

#[derive(Default)]
struct Listening {
    open: OpenCounts,
    /// When a refusal was last logged.
    logged_at: Option<Instant>,
    sessions: HashMap<String, Session>,
}

/// A session with live pages. Dropping it notifies them that the session has ended.
struct Session {
    student: String,
    news: watch::Sender<()>,
}

/// A page that requests a subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// ID of its session.
    pub session: String,
    /// ID of the session's account.
    pub account: String,
    /// The client's IP address, if known.
    pub address: Option<IpAddr>,
    /// The student's Timeback ID.
    pub student: String,
}

impl Live {
    /// Creates an empty registry with these limits.
    pub fn new(bounds: Bounds) -> Self {
        Self {
            bounds,
            listening: Arc::default(),
        }
    }

    /// Subscribes a page. `None` when a limit is reached: of its session, account or IP address, or in total.
    pub fn subscribe(&self, page: Page) -> Option<Subscription> {
        let mut listening = self.lock();
        if let Err(limit) = listening.open.take(&page, &self.bounds) {
            listening.log_refusal(limit);
            return None;
        }
        let session = listening.sessions.entry(page.session.clone());
        let session = session.or_insert_with(|| Session {
            student: page.student.clone(),
            news: watch::Sender::new(()),
        });
        let news = Some(session.news.subscribe());
        Some(Subscription {
            live: self.clone(),
            page,
            news,
        })
    }

    /// Notifies all pages of the student with this Timeback ID that XP was earned.
    pub fn earned(&self, student: &str) {
        for session in self.lock().sessions.values() {
            if session.student == student {
                session.news.send_replace(());
            }
        }
    }

    /// Notifies all pages that XP may have been earned.
    pub fn all_may_have_earned(&self) {
        for session in self.lock().sessions.values() {
            session.news.send_replace(());
        }
    }

    /// Notifies the pages of this session that it has ended.
    pub fn end(&self, session: &str) {
        self.lock().sessions.remove(session);
    }

    /// Number of live pages.
    pub fn count(&self) -> usize {
        self.lock().open.count()
    }

    fn lock(&self) -> MutexGuard<'_, Listening> {
        self.listening
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listening {
    /// Logs a refusal for a limit of this process, at most once a minute.
    fn log_refusal(&mut self, limit: Limit) {
        let reason = match limit {
            Limit::User => return,
            Limit::Address => {
                "one network address has half of the live pages that may be open, and gets no more: if it is a proxy's, name it in TRUSTED_PROXIES"
            }
            Limit::All => {
                "as many live pages are open as the limit of open files allows: raise it, or add a node"
            }
        };
        if self.logged_at.is_some_and(|at| at.elapsed() < LOG_EVERY) {
            return;
        }
        self.logged_at = Some(Instant::now());
        tracing::warn!(pages = self.open.count(), "{reason}");
    }
}

/// The subscription of a live page; ends when dropped.
pub struct Subscription {
    live: Live,
    page: Page,
    news: Option<watch::Receiver<()>>,
}

impl Subscription {
    /// Waits until XP was earned since the last call. Returns `false` when the session has ended.
    pub async fn earned(&mut self) -> bool {
        match &mut self.news {
            Some(news) => news.changed().await.is_ok(),
            None => false,
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut listening = self.live.lock();
        // Released under the lock: when two subscriptions end at once, the second must see that it is the last.
        self.news = None;
        listening.open.give_back(&self.page);
        let session = &self.page.session;
        let is_empty = |session: &Session| session.news.receiver_count() == 0;
        if listening.sessions.get(session).is_some_and(is_empty) {
            listening.sessions.remove(session);
        }
    }
}
