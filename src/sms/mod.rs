//! Delivery of queued text messages, by an HTTP API shaped as Twilio's.
//!
//! A text message is delivered once: when nothing is known of a request that went out, the message is set aside, and the
//! user asks for a new code. Only a process of ours that dies between the answer and recording it delivers one twice.

mod api;
mod transport;

pub use self::{
    api::{ACCOUNT_SID, InvalidSmsApi, SmsApi, TWILIO},
    transport::SmsWorker,
};

/// How text messages reach phones.
#[derive(Debug, Clone)]
pub enum SmsSender {
    /// By an HTTP API shaped as Twilio's.
    Api(SmsApi),
    /// Not at all: the sandbox's mailbox page shows them.
    Mailbox,
}
