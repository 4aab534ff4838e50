use std::net::IpAddr;

use messages::Language;

/// The client of a request, as sessions and the audit log record it, and its language.
#[derive(Debug, Clone, Default)]
pub struct ClientInfo {
    /// The client's network address, as far as the proxies in front of us are trusted.
    pub address: Option<IpAddr>,
    /// The client's `User-Agent`.
    pub user_agent: Option<String>,
    /// The request's identifier in our log.
    pub request_id: Option<String>,
    /// The language that its user reads.
    pub language: Language,
}

impl ClientInfo {
    /// The address as text.
    pub(crate) fn address(&self) -> Option<String> {
        self.address.map(|address| address.to_string())
    }

    /// The request's identifier, which a proxy may have chosen, cut to what a row should hold.
    pub(crate) fn request_id(&self) -> Option<String> {
        const LONGEST: usize = 100;
        let id = self.request_id.as_deref()?;
        Some(id.chars().take(LONGEST).collect())
    }

    /// The `User-Agent`, cut to what a row should hold.
    pub(crate) fn user_agent(&self) -> Option<String> {
        const LONGEST: usize = 400;
        self.user_agent
            .as_deref()
            .map(|name| name.chars().take(LONGEST).collect())
    }
}
