//! The client's handle.

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
    /// A client that connects when first asked.
    pub fn new(config: Config) -> Self {
        Self(Arc::new(Transport::new(config)))
    }

    /// The same client with another deadline for each operation; everything else is shared with this one: token,
    /// connections, circuits, and the bound on calls under way.
    ///
    /// To give an operation up earlier, drop its future: the call under way is broken off, its place is free at once,
    /// and others who wait for the same token are not disturbed.
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        Self(Arc::new(self.0.with_timeout(timeout)))
    }

    /// How the platform's services are doing, as this client and its clones met them. Asks nobody.
    pub fn health(&self) -> Health {
        self.0.health()
    }

    /// What Timeback knows about a user, asked by e-mail address.
    pub fn user(&self) -> UserClient<'_> {
        UserClient::new(self)
    }

    /// What students did, in the courses of the app's `timeback.config.json`.
    pub fn activity(&self) -> ActivityClient<'_> {
        ActivityClient::new(self)
    }

    /// The Caliper service: events as the platform takes them.
    pub fn caliper(&self) -> CaliperClient<'_> {
        CaliperClient::new(self)
    }

    /// The roster and the gradebook.
    pub fn oneroster(&self) -> OneRoster<'_> {
        OneRoster::new(self)
    }

    /// EduBridge: enrollments, and what was done in them.
    pub fn edubridge(&self) -> EduBridge<'_> {
        EduBridge::new(self)
    }

    /// The settings the client was made with.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The client's clock.
    pub(super) fn clock(&self) -> &Clock {
        &self.0.config.clock
    }

    /// Opens an operation of one or more calls under one deadline.
    pub(super) fn operation(&self) -> Operation<'_> {
        self.0.operation()
    }
}

impl fmt::Debug for Timeback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Timeback").field(&self.0.config).finish()
    }
}
