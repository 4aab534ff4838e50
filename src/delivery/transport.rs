use super::DeliveryError;
use identity::{Channel, Mail};

/// A way to deliver the queued messages of one channel.
pub trait Transport: Send + Sync {
    /// The channel whose messages it delivers.
    const CHANNEL: Channel;

    /// A connection that serves several messages.
    type Session: Send;

    /// Sends a message, in the current session or in a new one, which stays in `session` unless it broke.
    fn send(
        &self,
        mail: &Mail,
        session: &mut Option<Self::Session>,
    ) -> impl Future<Output = Result<(), DeliveryError>> + Send;

    /// Ends a session.
    fn close(&self, session: Self::Session) -> impl Future<Output = ()> + Send;
}
