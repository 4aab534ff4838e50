use std::net::IpAddr;

/// Where a request comes from, as sessions and the audit log remember it.
#[derive(Debug, Clone, Default)]
pub struct ClientInfo {
    /// The network address of the client, as far as it can be believed.
    pub address: Option<IpAddr>,
    /// What the client calls itself.
    pub user_agent: Option<String>,
    /// The request's number in our log.
    pub request_id: Option<String>,
}

impl ClientInfo {
    /// The address as text.
    pub(super) fn address(&self) -> Option<String> {
        self.address.map(|address| address.to_string())
    }

    /// The request's number, which a proxy may have given it, cut to what a row should hold.
    pub(super) fn request_id(&self) -> Option<String> {
        const LONGEST: usize = 100;
        let id = self.request_id.as_deref()?;
        Some(id.chars().take(LONGEST).collect())
    }

    /// The client's name, cut to what a row should hold.
    pub(super) fn user_agent(&self) -> Option<String> {
        const LONGEST: usize = 400;
        self.user_agent
            .as_deref()
            .map(|name| name.chars().take(LONGEST).collect())
    }
}
