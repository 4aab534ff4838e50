//! Stop signals and the steps of a graceful shutdown.

use std::{io, time::Duration};

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use crate::server::connection::Stop;

/// Time during which `/readyz` fails while connections are still accepted, so that a load balancer drains this process.
const NOTICE: Duration = Duration::from_secs(2);

/// The signals that ask the process to stop.
pub(super) struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

/// A signal to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StopSignal {
    /// SIGTERM, from a service manager.
    Terminate,
    /// SIGINT, from a terminal, without a load balancer.
    Interrupt,
}

impl StopSignals {
    /// Starts listening for the signals.
    ///
    /// # Errors
    /// Returns the system's error when a handler cannot be installed.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Waits for the next signal.
    pub async fn next(&mut self) -> StopSignal {
        tokio::select! {
            _ = self.terminate.recv() => StopSignal::Terminate,
            _ = self.interrupt.recv() => StopSignal::Interrupt,
        }
    }

    /// Performs the steps of a graceful shutdown after a signal. A second signal skips the rest of the first step; a
    /// third one cancels `at_once` to skip the rest.
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
