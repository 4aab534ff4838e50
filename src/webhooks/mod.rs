//! Delivery of queued webhook events to a program of the school, signed as [Standard Webhooks](https://www.standardwebhooks.com),
//! with Svix's header names as well, as Clerk's receivers expect them.
//!
//! An event is delivered at least once, and always under the same identifier: only a receiver, or a process of ours, that
//! dies between its acceptance and the record of it hears it twice.

mod receiver;
mod secret;
mod worker;

use futures_util::future::BoxFuture;

pub use self::{
    receiver::Receiver,
    secret::{InvalidSecrets, WebhookSecrets},
    worker::WebhookWorker,
};
use identity::{Error, WebhookEvent};

/// Makes the body that tells of an event.
pub trait PayloadFormat: Send + Sync {
    /// The body, as JSON. Returns `None` when there is nothing to tell any more, because the user is gone.
    fn payload<'a>(
        &'a self,
        event: &'a WebhookEvent,
    ) -> BoxFuture<'a, Result<Option<String>, Error>>;
}
