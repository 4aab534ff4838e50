use std::time::Duration;

/// Deadlines for the connections of a listener, and a bound on their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections that are open at most. For one more, that is closed which has waited longest for its client.
    pub connections: usize,
    /// Deadline for the head of a request, from its first byte or, on a new connection, from the start.
    pub head: Duration,
    /// How long a connection is kept open for the next request.
    pub idle: Duration,
    /// Deadline for the body of a request.
    pub body: Duration,
    /// How long a client may leave an answer unread.
    pub write: Duration,
}

impl Limits {
    /// The deadlines of the dashboard, for so many connections.
    pub const fn new(connections: usize) -> Self {
        Self {
            connections,
            head: Duration::from_secs(15),
            // Proxies keep theirs for a minute. Whoever hangs up second does not run into a request under way.
            idle: Duration::from_secs(75),
            // A backstop: the router answers those that are late after 10 s.
            body: Duration::from_secs(30),
            write: Duration::from_secs(30),
        }
    }

    /// The deadlines once no connection is accepted any more, counted from then.
    pub(super) fn while_closing(self) -> Self {
        // What was sent before has arrived by then; the rest of a form needs a round trip or two.
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
