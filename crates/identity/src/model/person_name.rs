/// A first or last name as the user writes it: trimmed, at most 100 characters, on one line. It may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(String);

/// The text is too long for a name, or has more than one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a name")]
pub struct InvalidName;

impl PersonName {
    /// The most characters of a name.
    pub const LONGEST: usize = 100;

    /// Parses a name.
    ///
    /// # Errors
    /// Returns [`InvalidName`] when the text is too long, or has more than one line.
    pub fn parse(raw: &str) -> Result<Self, InvalidName> {
        let name = raw.trim();
        if name.chars().count() > Self::LONGEST || name.chars().any(char::is_control) {
            return Err(InvalidName);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_whatever_people_are_called() {
        for name in ["", "Maya", "O'Brien-Ünal", "李", "<script>"] {
            assert_eq!(
                PersonName::parse(&format!(" {name} ")),
                Ok(PersonName(name.into()))
            );
        }
        for raw in ["a\nb", &"x".repeat(101)] {
            assert_eq!(PersonName::parse(raw), Err(InvalidName), "{raw:?}");
        }
    }
}
