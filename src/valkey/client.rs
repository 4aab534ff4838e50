use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use redis::{
    Client, RedisError, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::{sleep, timeout};

/// How long an answer is waited for: a request would rather do without.
const PATIENCE: Duration = Duration::from_millis(250);

/// Deadline for a new connection.
const CONNECT: Duration = Duration::from_millis(500);

/// How often a server that does not answer is asked whether it is back. Requests do without it meanwhile.
const PAUSE: Duration = Duration::from_secs(1);

/// `VALKEY_URL` cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("it is not the address of a Valkey server")]
pub struct InvalidValkeyUrl(#[source] RedisError);

/// A connection to Valkey that is made when it is needed, and again after it was lost. Cheap to clone.
#[derive(Clone)]
pub struct Valkey {
    manager: ConnectionManager,
    is_available: Arc<AtomicBool>,
}

impl Valkey {
    /// Prepares connections to the server at `url`, without one yet. Must be called in a runtime.
    ///
    /// # Errors
    /// Returns [`InvalidValkeyUrl`] when it is no address of such a server.
    pub fn new(url: &SecretString) -> Result<Self, InvalidValkeyUrl> {
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(0)
            .set_response_timeout(Some(PATIENCE))
            .set_connection_timeout(Some(CONNECT));
        let client = Client::open(url.expose_secret()).map_err(InvalidValkeyUrl)?;
        let manager =
            ConnectionManager::new_lazy_with_config(client, config).map_err(InvalidValkeyUrl)?;
        Ok(Self {
            manager,
            is_available: Arc::new(AtomicBool::new(true)),
        })
    }

    /// Whether it answers.
    pub fn is_available(&self) -> bool {
        self.is_available.load(Ordering::Relaxed)
    }

    /// Asks whether it answers.
    ///
    /// # Errors
    /// Returns why it does not.
    pub async fn ping(&self) -> Result<(), String> {
        let (ping, mut manager) = (redis::cmd("PING"), self.manager.clone());
        match timeout(PATIENCE + CONNECT, ping.query_async(&mut manager)).await {
            Ok(answer) => answer.map_err(|error| error.to_string()),
            Err(_) => Err("it does not answer in time".to_owned()),
        }
    }

    /// Sends a request. `None` when it is not answered, or Valkey does not answer at the moment.
    pub async fn ask<T>(
        &self,
        request: impl AsyncFnOnce(ConnectionManager) -> RedisResult<T>,
    ) -> Option<T> {
        if !self.is_available() {
            return None;
        }
        match timeout(PATIENCE + CONNECT, request(self.manager.clone())).await {
            Ok(Ok(answer)) => return Some(answer),
            Ok(Err(error)) => self.fail(&error.to_string()),
            Err(_) => self.fail("it does not answer in time"),
        }
        None
    }

    fn fail(&self, reason: &str) {
        if self.is_available.swap(false, Ordering::Relaxed) {
            tracing::warn!(
                reason,
                "Valkey does not answer: this node counts rate limits and keeps profiles by itself"
            );
            tokio::spawn(self.clone().find());
        }
    }

    /// Waits until it answers again.
    async fn find(self) {
        sleep(PAUSE).await;
        while self.ping().await.is_err() {
            sleep(PAUSE).await;
        }
        self.is_available.store(true, Ordering::Relaxed);
        tracing::info!("Valkey answers again");
    }
}
