//! Pages that stay open hear when their student has earned XP.

mod bounds;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

pub use self::bounds::Bounds;
use self::bounds::OpenCounts;

/// Who listens. Cheap to clone.
#[derive(Clone)]
pub struct Live {
    bounds: Bounds,
    listening: Arc<Mutex<Listening>>,
}

#[derive(Default)]
struct Listening {
    open: OpenCounts,
    sessions: HashMap<String, Session>,
}

/// A session with pages that listen. When it goes, they hear that it is over.
struct Session {
    student: String,
    news: watch::Sender<()>,
}

/// A page that would listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The id of its session.
    pub session: String,
    /// The id of the account that the session is of.
    pub account: String,
    /// The network address that it listens from, as far as it is known.
    pub address: Option<IpAddr>,
    /// The student's Timeback id.
    pub student: String,
}

impl Live {
    /// Nobody listens yet; of pages, so many may.
    pub fn new(bounds: Bounds) -> Self {
        Self {
            bounds,
            listening: Arc::default(),
        }
    }

    /// A subscription for a page; none when too many listen already: of its session, of its account, from its address, or in all.
    pub fn subscribe(&self, page: Page) -> Option<Subscription> {
        let mut listening = self.lock();
        if !listening.open.take(&page, &self.bounds) {
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

    /// Tells every page of this student, by Timeback id, that something was earned.
    pub fn earned(&self, student: &str) {
        for session in self.lock().sessions.values() {
            if session.student == student {
                session.news.send_replace(());
            }
        }
    }

    /// Tells the pages of this session that it is over.
    pub fn end(&self, session: &str) {
        self.lock().sessions.remove(session);
    }

    /// How many pages listen.
    pub fn count(&self) -> usize {
        self.lock().open.count()
    }

    fn lock(&self) -> MutexGuard<'_, Listening> {
        self.listening
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// One page that listens; leaves when dropped.
pub struct Subscription {
    live: Live,
    page: Page,
    news: Option<watch::Receiver<()>>,
}

impl Subscription {
    /// Waits until something was earned since the last time. `false` when the session is over.
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
        // Given back under the lock, so that of two who leave at once the second sees that it is the last.
        self.news = None;
        listening.open.give_back(&self.page);
        let session = &self.page.session;
        let is_empty = |session: &Session| session.news.receiver_count() == 0;
        if listening.sessions.get(session).is_some_and(is_empty) {
            listening.sessions.remove(session);
        }
    }
}
