/// The kind of a signing key, and so what it signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyKind {
    /// A key on the curve P-256: it signs access tokens (ES256).
    Ec,
    /// An RSA key: it signs session tokens (RS256), because Clerk's clients verify no other algorithm.
    Rsa,
}

impl KeyKind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::Ec, Self::Rsa];
}
