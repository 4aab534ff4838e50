use jsonwebtoken::Algorithm;

/// The algorithm that signs the tokens of a JWT template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SigningAlgorithm(pub(crate) Algorithm);

impl SigningAlgorithm {
    /// The algorithm of the server's own key.
    pub const DEFAULT: Self = Self(Algorithm::RS256);

    /// All algorithms, with their names (RFC 7518).
    const ALL: [(&str, Algorithm); 9] = [
        ("HS256", Algorithm::HS256),
        ("HS384", Algorithm::HS384),
        ("HS512", Algorithm::HS512),
        ("RS256", Algorithm::RS256),
        ("RS384", Algorithm::RS384),
        ("RS512", Algorithm::RS512),
        ("ES256", Algorithm::ES256),
        ("ES384", Algorithm::ES384),
        ("EdDSA", Algorithm::EdDSA),
    ];

    /// The names of all algorithms.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().map(|(name, _)| name)
    }

    /// The algorithm of this name.
    pub fn parse(name: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(it, _)| *it == name);
        found.map(|(_, algorithm)| Self(algorithm))
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        let found = Self::ALL.into_iter().find(|(_, it)| *it == self.0);
        found.map_or("RS256", |(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_algorithm_is_known_by_its_name() {
        for name in SigningAlgorithm::names() {
            assert_eq!(SigningAlgorithm::parse(name).unwrap().as_str(), name);
        }
        for unknown in ["none", "PS256", "rs256", ""] {
            assert_eq!(SigningAlgorithm::parse(unknown), None);
        }
    }
}
