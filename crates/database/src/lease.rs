use std::time::Duration;

use sqlx::Error;
use tokio::time::{Instant, sleep, timeout_at};

use super::Database;

/// How often a holder renews its lease.
const RENEWAL: Duration = Duration::from_secs(2);

/// How long a holder may go on without a renewal that succeeded: less than [`EXPIRY`], by the time that it needs to stop.
const TENURE: Duration = Duration::from_secs(4);

/// Pause after the database did not answer.
const RETRY: Duration = Duration::from_millis(250);

/// How long a lease that is not renewed stays with its holder.
const EXPIRY: Duration = Duration::from_secs(6);

/// How often a process that waits for a lease looks at it.
const LOOK: Duration = Duration::from_secs(1);

/// A lease on work that only one of the processes on a database may do at a time.
///
/// A process that waits takes the lease when it saw no renewal for six seconds by its own clock: the clocks of two machines
/// are never compared. On SQLite, whose file one process has to itself, it is always free.
#[derive(Debug)]
pub struct Lease {
    database: Database,
    name: &'static str,
    holder: String,
    is_abandoned: bool,
}

/// A lease at the time it was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Observed {
    holder: String,
    term: i64,
}

impl Lease {
    /// Waits until the lease of this name is held by `holder`, whose name no other process has.
    pub async fn acquire(database: &Database, name: &'static str, holder: &str) -> Self {
        let mut lease = Self {
            database: database.clone(),
            name,
            holder: holder.to_owned(),
            is_abandoned: false,
        };
        if database.is_shared() {
            lease.is_abandoned = lease.wait().await;
        }
        lease
    }

    /// Whether the last holder did not give it back: it may have died in the middle of its work.
    pub fn is_abandoned(&self) -> bool {
        self.is_abandoned
    }

    /// Renews the lease, until another process holds it or may soon.
    pub async fn keep(&self) {
        if !self.database.is_shared() {
            return std::future::pending().await;
        }
        let mut renewed_at = Instant::now();
        loop {
            sleep(RENEWAL).await;
            match timeout_at(renewed_at + TENURE, self.renew_until_answered()).await {
                Ok(Some(asked_at)) => renewed_at = asked_at,
                Ok(None) | Err(_) => return,
            }
        }
    }

    /// Renews the lease, again until the database answers. Returns when that was asked; nothing if another process has the
    /// lease.
    async fn renew_until_answered(&self) -> Option<Instant> {
        loop {
            let asked_at = Instant::now();
            match self.renew().await {
                Ok(is_held) => return is_held.then_some(asked_at),
                Err(error) => {
                    tracing::warn!(error = %error, lease = self.name, "could not renew a lease");
                }
            }
            sleep(RETRY).await;
        }
    }

    /// Gives the lease back, so that another process need not wait for its end.
    pub async fn release(self) {
        if !self.database.is_shared() {
            return;
        }
        let released = sqlx::query(
            "UPDATE leases SET holder = '', term = term + 1 WHERE name = $1 AND holder = $2",
        )
        .bind(self.name)
        .bind(&self.holder)
        .execute(self.database.pool())
        .await;
        if let Err(error) = released {
            tracing::warn!(error = %error, lease = self.name, "could not give a lease back");
        }
    }

    /// Waits until the lease is taken. Returns whether it was another's.
    async fn wait(&self) -> bool {
        let mut last: Option<(Option<Observed>, Instant)> = None;
        loop {
            match self.look().await {
                Ok(seen) => {
                    let since = match &last {
                        Some((before, since)) if *before == seen => *since,
                        _ => Instant::now(),
                    };
                    let is_free = seen.as_ref().is_none_or(|seen| seen.holder.is_empty());
                    let may_take = is_free || since.elapsed() >= EXPIRY;
                    if may_take && self.take(seen.as_ref()).await.unwrap_or(false) {
                        return !is_free;
                    }
                    last = Some((seen, since));
                }
                Err(error) => {
                    tracing::warn!(error = %error, lease = self.name, "could not look at a lease");
                    last = None;
                }
            }
            sleep(LOOK).await;
        }
    }

    async fn look(&self) -> Result<Option<Observed>, Error> {
        let row: Option<(String, i64)> =
            sqlx::query_as("SELECT holder, term FROM leases WHERE name = $1")
                .bind(self.name)
                .fetch_optional(self.database.pool())
                .await?;
        Ok(row.map(|(holder, term)| Observed { holder, term }))
    }

    /// Takes the lease if it is as it was seen: of several processes one does.
    async fn take(&self, seen: Option<&Observed>) -> Result<bool, Error> {
        let taken = sqlx::query(
            "INSERT INTO leases (name, holder, term) VALUES ($1, $2, 1) \
             ON CONFLICT (name) DO UPDATE SET holder = $2, term = leases.term + 1 WHERE leases.term = $3",
        )
        .bind(self.name)
        .bind(&self.holder)
        .bind(seen.map_or(0, |seen| seen.term))
        .execute(self.database.pool())
        .await?;
        Ok(taken.rows_affected() > 0)
    }

    async fn renew(&self) -> Result<bool, Error> {
        let renewed =
            sqlx::query("UPDATE leases SET term = term + 1 WHERE name = $1 AND holder = $2")
                .bind(self.name)
                .bind(&self.holder)
                .execute(self.database.pool())
                .await?;
        Ok(renewed.rows_affected() > 0)
    }
}
