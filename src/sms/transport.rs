use super::SmsApi;
use crate::delivery::{DeliveryError, DeliveryWorker, Transport};
use identity::{Channel, Identity, Mail};

/// Worker that delivers queued text messages to the API.
pub type SmsWorker = DeliveryWorker<SmsApi>;

impl SmsWorker {
    /// Creates a worker that delivers the text messages of `identity` to `api`.
    pub fn new(identity: Identity, api: SmsApi) -> Self {
        Self::with_transport(identity, api)
    }
}

impl Transport for SmsApi {
    const CHANNEL: Channel = Channel::Sms;

    /// The HTTP client keeps its connections itself.
    type Session = ();

    async fn send(&self, mail: &Mail, _: &mut Option<()>) -> Result<(), DeliveryError> {
        self.send_text(&mail.recipient, &mail.text).await
    }

    async fn close(&self, (): ()) {}
}
