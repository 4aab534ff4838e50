//! Delivery of text messages to an HTTP API shaped as Twilio's.

mod api;
mod delivery;
