//! Delivery of queued mails to the school's mail server, over SMTP (RFC 5321).
//!
//! A mail is delivered at least once: only a server that dies between accepting a mail and confirming it, or a process of
//! ours that dies between the confirmation and recording it, delivers it twice, and then under the same `Message-ID`.

mod delivery_error;
mod message;
mod relay;
mod transport;

pub use self::{
    message::Sender,
    relay::{InvalidRelay, Relay},
    transport::MailWorker,
};
