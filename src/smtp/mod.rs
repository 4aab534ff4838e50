//! The way out for mails: takes what the accounts wrote and brings it to the school's mail server (RFC 5321).
//!
//! A mail is brought at least once: only a server that dies between taking a mail and saying so, or a process of ours
//! that dies between hearing it and noting it, makes it come twice, and then under the same `Message-ID`.

mod message;
mod outcome;
mod postman;
mod relay;

pub use self::{
    message::Sender,
    postman::Postman,
    relay::{InvalidRelay, Relay},
};
