/// What can go wrong with accounts that is nobody's mistake. Wrong credentials and ended sessions are outcomes, not
/// errors, and are told as such by the verbs that meet them.
#[derive(Debug, thiserror::Error)]
#[error("the account store failed")]
pub struct Error(#[from] sqlx::Error);
