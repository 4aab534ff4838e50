//! The client.

use std::{fmt, sync::Arc, time::Duration};

use super::{
    ActivityClient, CaliperClient, Clock, Config, EduBridge, Health, OneRoster, UserClient,
    transport::{Operation, Transport},
};

/// A client of one Timeback platform. Cheap to clone; clones share connections and the access token.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use timeback::{Config, Timeback};
///
/// let timeback = Timeback::new(Config::from_env()?);
/// let verification = timeback.user().verify("student@example.com").await?;
/// println!("known as {:?}", verification.timeback_id());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Timeback(Arc<Transport>);

impl Timeback {
    /// Creates a client. It connects on first use.
    pub fn new(config: Config) -> Self {
        Self(Arc::new(Transport::new(config)))
    }

    /// Returns a client with another timeout per operation. It shares everything else with this one: token, connections,
    /// circuit breakers and concurrency limit.
    ///
    /// To cancel an operation earlier, drop its future: the call in flight is aborted and its slot freed; other callers
    /// waiting for the same token are not affected.
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        Self(Arc::new(self.0.with_timeout(timeout)))
    }

    /// Returns the health of the platform's services, as this client and its clones observed it. Sends no requests.
    pub fn health(&self) -> Health {
        self.0.health()
    }

    /// Returns the user client: verification and profiles.
    pub fn user(&self) -> UserClient<'_> {
        UserClient::new(self)
    }

    /// Returns the activity client: reports students' work in the courses of the app's `timeback.config.json`.
    pub fn activity(&self) -> ActivityClient<'_> {
        ActivityClient::new(self)
    }

    /// Returns the client of the Caliper event service.
    pub fn caliper(&self) -> CaliperClient<'_> {
        CaliperClient::new(self)
    }

    /// Returns the client of the OneRoster service: roster and gradebook.
    pub fn oneroster(&self) -> OneRoster<'_> {
        OneRoster::new(self)
    }

    /// Returns the client of the EduBridge service: enrollments and analytics.
    pub fn edubridge(&self) -> EduBridge<'_> {
        EduBridge::new(self)
    }

    /// Returns the client's configuration.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The client's clock.
    pub(super) fn clock(&self) -> &Clock {
        &self.0.config.clock
    }

    /// Starts an operation of one or more calls with one deadline.
    pub(super) fn operation(&self) -> Operation<'_> {
        self.0.operation()
    }
}

impl fmt::Debug for Timeback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Timeback").field(&self.0.config).finish()
    }
}
