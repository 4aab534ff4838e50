use std::time::Duration;

/// What a school allows, and how it calls itself.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Who issues access tokens: the URL of the API they are for.
    pub issuer: String,
    /// Whether an address is believed without a mail to it.
    pub autoconfirm: bool,
    /// How long after a refresh a token used before still opens: tabs that refresh at the same time are one user.
    pub reuse_interval: Duration,
}
