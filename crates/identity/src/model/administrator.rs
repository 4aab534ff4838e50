use crate::UserId;

/// An authenticated administrator.
#[derive(Debug, Clone)]
pub struct Administrator {
    /// The user; none for a program with a token of its own.
    pub user: Option<UserId>,
}
