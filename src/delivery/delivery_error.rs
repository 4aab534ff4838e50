use identity::MailRefusal;

/// Error of delivering a mail or text message. The wording is ours: the server's reply may contain the address, which must not be logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryError {
    /// Permanently rejected by the server.
    Refused(MailRefusal),
    /// Temporarily rejected by the server.
    Transient(String),
    /// The connection broke while this one was sent. The cause may be the mail or the server.
    Interrupted(String),
    /// The server is unreachable or rejects the connection.
    Outage(String),
}
