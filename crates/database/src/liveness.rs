use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use sqlx::{AnyConnection, Connection as _, Error, pool::PoolConnectionMetadata};
use tokio::time::timeout;

use super::deadline::timed_out;

/// The idle time up to which a connection is assumed to be alive.
const FRESH: Duration = Duration::from_secs(1);

/// Deadline for the ping of an idle connection.
const PING: Duration = Duration::from_secs(1);

/// Whether an idle connection is alive. Records in `silence` one that is not: after a restart of the server none is.
pub(super) async fn is_alive(
    connection: &mut AnyConnection,
    about: PoolConnectionMetadata,
    silence: Arc<AtomicBool>,
) -> Result<bool, Error> {
    if about.idle_for < FRESH {
        return Ok(true);
    }
    let answer = timeout(PING, connection.ping()).await;
    let answer = answer.unwrap_or_else(|_| Err(timed_out()));
    if answer.is_err() {
        silence.store(true, Ordering::Relaxed);
    }
    answer.map(|()| true)
}
