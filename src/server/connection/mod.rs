//! HTTP/1 connections: accepting them, deadlines for slow and silent clients, a bound on their number, and an orderly end.
//!
//! Every listener of the process is served from here. `axum::serve` knows no deadlines and no bound.

mod activity;
mod body;
mod budget;
mod completed;
mod limits;
mod registry;
mod requests;
mod serve;
mod stream;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use tokio_util::sync::CancellationToken;

pub use self::{
    budget::{Budget, raise_open_file_limit},
    limits::Limits,
    registry::Connections,
};

/// An application on a listener.
pub struct Server {
    /// The application.
    pub app: Router,
    /// What its connections are held to.
    pub limits: Limits,
    /// Those that are open.
    pub connections: Connections,
    /// When it ends.
    pub stop: Stop,
    /// Lines of headers for what hyper answers by itself, which no layer of the application sees.
    pub headers: Arc<str>,
}

impl Server {
    /// The application, held to these limits until it is stopped.
    pub fn new(app: Router, limits: Limits, stop: Stop) -> Self {
        Self {
            app,
            limits,
            connections: Connections::default(),
            stop,
            headers: Arc::default(),
        }
    }
}

/// The two steps of an orderly end.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    /// The process was asked to stop. Connections are still accepted, and each answer is the last on its connection.
    pub announced: CancellationToken,
    /// No connection is accepted any more. Requests that have arrived are answered; who has sent none is not waited for.
    pub closing: CancellationToken,
}

impl Stop {
    /// Both steps in one.
    pub fn at_once(token: CancellationToken) -> Self {
        Self {
            announced: token.clone(),
            closing: token,
        }
    }
}
