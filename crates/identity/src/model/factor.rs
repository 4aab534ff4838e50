use jiff::Timestamp;

/// A second factor, without its secret.
#[derive(Debug, Clone)]
pub struct Factor {
    /// The factor's identifier.
    pub id: String,
    /// The name that the user gave it.
    pub friendly_name: String,
    /// Whether it was verified by a first code: from then on it is required.
    pub is_verified: bool,
    /// When it was last challenged.
    pub last_challenged_at: Option<Timestamp>,
    /// When it was enrolled.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
