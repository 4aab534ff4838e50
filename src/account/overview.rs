use identity::{OwnAccount, OwnSession};

/// Everything the account page shows.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The account.
    pub own: OwnAccount,
    /// The sessions that hold now, the last used first.
    pub sessions: Vec<OwnSession>,
}
