//! Pages that stay open hear when their student has earned XP.

mod listener;
mod route;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

pub use self::route::profile;

/// So many pages of one session listen at most; a browser shows that many windows at once to nobody.
const SEATS_PER_SESSION: usize = 8;

/// So many pages listen at most, at a few kilobytes each.
const SEATS: usize = 10_000;

/// Who listens. Cheap to clone.
#[derive(Clone, Default)]
pub struct Live(Arc<Mutex<Listening>>);

#[derive(Default)]
struct Listening {
    seats: usize,
    sessions: HashMap<String, Session>,
}

/// A session with pages that listen. When it goes, they hear that it is over.
struct Session {
    student: String,
    news: watch::Sender<()>,
}

impl Live {
    /// A seat for one page of `session`, whose student has this Timeback id; none when too many listen already.
    pub fn sit(&self, session: &str, student: &str) -> Option<Seat> {
        let mut listening = self.lock();
        if listening.seats >= SEATS {
            return None;
        }
        let held = listening
            .sessions
            .entry(session.to_owned())
            .or_insert_with(|| Session {
                student: student.to_owned(),
                news: watch::Sender::new(()),
            });
        if held.news.receiver_count() >= SEATS_PER_SESSION {
            return None;
        }
        let news = Some(held.news.subscribe());
        listening.seats += 1;
        Some(Seat {
            live: self.clone(),
            session: session.to_owned(),
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
        self.lock().seats
    }

    fn lock(&self) -> MutexGuard<'_, Listening> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One page that listens; leaves when dropped.
pub struct Seat {
    live: Live,
    session: String,
    news: Option<watch::Receiver<()>>,
}

impl Seat {
    /// Waits until something was earned since the last time. `false` when the session is over.
    pub async fn earned(&mut self) -> bool {
        match &mut self.news {
            Some(news) => news.changed().await.is_ok(),
            None => false,
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut listening = self.live.lock();
        // Given back under the lock, so that of two who leave at once the second sees that it is the last.
        self.news = None;
        listening.seats -= 1;
        let is_empty = |session: &Session| session.news.receiver_count() == 0;
        if listening.sessions.get(&self.session).is_some_and(is_empty) {
            listening.sessions.remove(&self.session);
        }
    }
}
