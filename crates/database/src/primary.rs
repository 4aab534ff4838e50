use std::{
    future::pending,
    io,
    str::FromStr as _,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use secrecy::ExposeSecret as _;
use sqlx::{AnyConnection, Connection as _, Error, Row as _, any::AnyConnectOptions};
use tokio::{sync::watch, time::timeout};

use super::{
    addresses::{Address, Addresses},
    deadline::timed_out,
};

/// Deadline for the answer of a server that may be the primary.
const ANSWER: Duration = Duration::from_secs(1);

/// The server that is written to, among those that `DATABASE_URL` lists. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Primary(Arc<State>);

#[derive(Debug)]
struct State {
    addresses: Addresses,
    /// Counts up with each move to another server. Modulo their number it is the index of the current one.
    term: watch::Sender<usize>,
    /// A search is under way.
    is_sought: AtomicBool,
}

impl Primary {
    /// The first of these servers, until one is [found](Self::find).
    pub fn among(addresses: Addresses) -> Self {
        Self(Arc::new(State {
            addresses,
            term: watch::Sender::new(0),
            is_sought: AtomicBool::new(false),
        }))
    }

    /// The URL of the current one.
    pub fn url(&self) -> &str {
        self.address(self.term()).url.expose_secret()
    }

    /// A number that changes when another server becomes the current one.
    pub fn term(&self) -> usize {
        *self.0.term.borrow()
    }

    /// The server of this term: the driver's options.
    ///
    /// # Errors
    /// Returns an error when its URL is none.
    pub fn options(&self, term: usize) -> Result<AnyConnectOptions, Error> {
        AnyConnectOptions::from_str(self.address(term).url.expose_secret())
    }

    /// The server of this term: its host and port.
    pub fn host(&self, term: usize) -> &str {
        &self.address(term).host
    }

    /// Makes the server of this term the current one.
    pub fn begin_term(&self, term: usize) {
        self.0.term.send_replace(term);
    }

    /// Waits until this term has ended.
    pub async fn replaced(&self, term: usize) {
        if self.must_be_writable() {
            let mut terms = self.0.term.subscribe();
            let _ended = terms.wait_for(|current| *current != term).await;
        } else {
            pending::<()>().await;
        }
    }

    /// Whether only a server that can be written to will do.
    pub fn must_be_writable(&self) -> bool {
        self.0.addresses.must_be_writable
    }

    /// Begins a search, unless one is under way or there is only one server. Returns whether it has begun.
    pub fn begin_search(&self) -> bool {
        self.must_be_writable() && !self.0.is_sought.swap(true, Ordering::AcqRel)
    }

    /// Ends a search.
    pub fn end_search(&self) {
        self.0.is_sought.store(false, Ordering::Release);
    }

    /// Finds the first server that answers and can be written to, beginning with the current one. Returns its term: the
    /// current one, or the next in which it is the current one.
    ///
    /// # Errors
    /// Returns why each of them will not do.
    pub async fn find(&self) -> Result<usize, String> {
        let current = self.term();
        if !self.must_be_writable() {
            return Ok(current);
        }
        let mut reasons = Vec::new();
        for term in current..current + self.0.addresses.list.len() {
            let Address { host, url } = self.address(term);
            let connecting = timeout(ANSWER, connect(url.expose_secret())).await;
            match connecting.unwrap_or_else(|_| Err(timed_out())) {
                Ok(()) => return Ok(term),
                Err(error) => reasons.push(format!("{host}: {error}")),
            }
        }
        Err(reasons.join("; "))
    }

    /// Checks that a new connection can write, where it must.
    ///
    /// # Errors
    /// Returns an error when it cannot.
    pub async fn check(&self, connection: &mut AnyConnection) -> Result<(), Error> {
        if self.must_be_writable() {
            check_writable(connection).await?;
        }
        Ok(())
    }

    fn address(&self, term: usize) -> &Address {
        let list = &self.0.addresses.list;
        &list[term % list.len()]
    }
}

async fn connect(url: &str) -> Result<(), Error> {
    let mut connection = AnyConnection::connect(url).await?;
    check_writable(&mut connection).await?;
    connection.close().await
}

/// Checks as libpq does. A replica is read-only, too.
async fn check_writable(connection: &mut AnyConnection) -> Result<(), Error> {
    let show = sqlx::raw_sql("SHOW transaction_read_only");
    let is_read_only: String = show.fetch_one(connection).await?.try_get(0)?;
    if is_read_only == "off" {
        return Ok(());
    }
    let reason = "the server is read-only, or a replica";
    Err(Error::Io(io::Error::other(reason)))
}
