//! How the process is asked to stop, and what that sets in motion.

use std::{io, time::Duration};

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use crate::server::connection::Stop;

/// How long `/readyz` says no while connections are still accepted, so that a load balancer sends its next requests
/// elsewhere.
const NOTICE: Duration = Duration::from_secs(2);

/// The signals that ask the process to stop.
pub(super) struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StopSignal {
    /// SIGTERM: a service manager.
    Terminate,
    /// SIGINT: somebody at the terminal, where no load balancer is.
    Interrupt,
}

impl StopSignals {
    /// Listens for the signals from now on.
    ///
    /// # Errors
    /// Returns the system's error when it does not let the process do so.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Waits for the next one.
    pub async fn next(&mut self) -> StopSignal {
        tokio::select! {
            _ = self.terminate.recv() => StopSignal::Terminate,
            _ = self.interrupt.recv() => StopSignal::Interrupt,
        }
    }

    /// Leads through the steps of an orderly end once a signal comes. A second signal skips what is left of the first
    /// step, a third one of the rest: it cancels `at_once`.
    pub async fn lead(mut self, stop: Stop, at_once: CancellationToken) {
        let signal = self.next().await;
        tracing::info!("stopping");
        stop.announced.cancel();
        if signal == StopSignal::Terminate {
            let _second_signal = timeout(NOTICE, self.next()).await;
        }
        stop.closing.cancel();
        self.next().await;
        at_once.cancel();
    }
}
