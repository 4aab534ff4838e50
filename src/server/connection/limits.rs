use std::time::Duration;

/// Deadlines and maximum number of a listener's connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Maximum number of open connections. Beyond it, the connection that has waited longest for its client is evicted.
    pub connections: usize,
    /// Deadline for receiving a request head, from its first byte or, on a new connection, from accepting it.
    pub head: Duration,
    /// Keep-alive timeout: how long a connection waits for the next request.
    pub idle: Duration,
    /// Deadline for receiving a request body.
    pub body: Duration,
    /// How long a client may stop reading a response.
    pub write: Duration,
}

impl Limits {
    /// The dashboard's deadlines, with this maximum number of connections.
    pub const fn new(connections: usize) -> Self {
        Self {
            connections,
            head: Duration::from_secs(15),
            // Longer than the minute of usual proxies: if the proxy closes first, no request is lost.
            idle: Duration::from_secs(75),
            // A backstop: the router responds to slow bodies after 10 s.
            body: Duration::from_secs(30),
            write: Duration::from_secs(30),
        }
    }

    /// The deadlines during shutdown, counted from its start.
    pub(super) fn while_closing(self) -> Self {
        // Requests already sent have arrived by then; the rest of a form takes a round trip or two.
        let arrived = Duration::from_millis(250);
        Self {
            head: self.head.min(arrived),
            idle: self.idle.min(arrived),
            body: self.body.min(Duration::from_secs(2)),
            write: self.write.min(Duration::from_secs(3)),
            ..self
        }
    }
}
