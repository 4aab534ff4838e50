//! Delivery of queued mails and text messages: each channel has a worker, which takes its messages from the queue one at a
//! time and hands them to a [`Transport`].

mod delivery_error;
mod transport;
mod worker;

pub use self::{
    delivery_error::DeliveryError,
    transport::Transport,
    worker::{DeliveryWorker, Stopped},
};
