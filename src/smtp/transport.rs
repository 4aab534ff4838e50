use super::{
    message::Sender,
    relay::{Relay, SmtpSession},
};
use crate::delivery::{DeliveryError, DeliveryWorker, Transport};
use identity::{Channel, Identity, Mail};

/// Worker that delivers queued mails to the mail server.
pub type MailWorker = DeliveryWorker<SmtpTransport>;

/// The mail server, and the sender of the mails.
pub struct SmtpTransport {
    relay: Relay,
    sender: Sender,
}

impl MailWorker {
    /// Creates a worker that delivers the mails of `identity` to `relay`, from `sender`.
    pub fn new(identity: Identity, relay: Relay, sender: Sender) -> Self {
        Self::with_transport(identity, SmtpTransport { relay, sender })
    }
}

impl Transport for SmtpTransport {
    const CHANNEL: Channel = Channel::Email;

    type Session = SmtpSession;

    async fn send(
        &self,
        mail: &Mail,
        session: &mut Option<SmtpSession>,
    ) -> Result<(), DeliveryError> {
        let message = self.sender.message(mail).map_err(DeliveryError::Refused)?;
        let mut current = match session.take() {
            Some(current) => current,
            None => self.relay.connect().await?,
        };
        current.send(&message).await?;
        *session = Some(current);
        Ok(())
    }

    async fn close(&self, session: SmtpSession) {
        session.close().await;
    }
}
