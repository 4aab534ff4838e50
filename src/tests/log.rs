//! What the dashboard logs, for whoever looks for what should not be in it.

use std::{
    io,
    sync::{Arc, Mutex, OnceLock},
};

use tracing_subscriber::EnvFilter;

/// Everything that is logged in this process, by every story.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Listens to what we log down to the last detail, and to our libraries as somebody who looks for a fault would.
    fn start() -> Self {
        let log = Self::default();
        let writer = log.clone();
        let filter = EnvFilter::new(
            "debug,timeback_dashboard=trace,timeback=trace,identity=trace,database=trace",
        );
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
        log
    }

    /// All of it until now.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The log, from the first time somebody asked for it.
pub fn log() -> &'static Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    LOG.get_or_init(Log::start)
}
