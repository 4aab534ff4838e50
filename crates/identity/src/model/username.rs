/// A name that tells a user apart from all others, beside their address: 4 to 64 of the characters `a` to `z`, `0` to
/// `9`, `_` and `-`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Username(String);

/// The text is not a username.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a username")]
pub struct InvalidUsername;

impl Username {
    /// The fewest characters of a username.
    pub const SHORTEST: usize = 4;
    /// The most characters of a username.
    pub const LONGEST: usize = 64;

    /// Parses a username. It is kept in lower case, so that usernames which differ in case are equal.
    ///
    /// # Errors
    /// Returns [`InvalidUsername`] when the text is too short or too long, or has other characters.
    pub fn parse(raw: &str) -> Result<Self, InvalidUsername> {
        let name = raw.to_ascii_lowercase();
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        let has_length = (Self::SHORTEST..=Self::LONGEST).contains(&name.len());
        if !has_length || !name.bytes().all(is_allowed) {
            return Err(InvalidUsername);
        }
        Ok(Self(name))
    }

    /// The username as text, in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_username_is_short_plain_and_in_lower_case() {
        let longest = "x".repeat(64);
        for (raw, name) in [
            ("maya", "maya"),
            ("Maya_O-7", "maya_o-7"),
            ("0000", "0000"),
            (longest.as_str(), longest.as_str()),
        ] {
            assert_eq!(Username::parse(raw), Ok(Username(name.to_owned())));
        }
        for raw in [
            "",
            "may",
            "maya o",
            "maya@",
            "müya",
            "maya\n",
            &"x".repeat(65),
        ] {
            assert_eq!(Username::parse(raw), Err(InvalidUsername), "{raw:?}");
        }
    }
}
