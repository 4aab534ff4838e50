/// The name of a JWT template: letters, digits, `-` and `_`, so that it can stand in a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateName(String);

/// It is not a name of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a template's name has 1 to 64 letters, digits, hyphens and underscores")]
pub struct InvalidTemplateName;

const LONGEST: usize = 64;

impl TemplateName {
    /// Parses a name.
    ///
    /// # Errors
    /// Returns [`InvalidTemplateName`] when it is empty, too long, or has other characters.
    pub fn parse(name: &str) -> Result<Self, InvalidTemplateName> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if (1..=LONGEST).contains(&name.len()) && name.bytes().all(is_plain) {
            Ok(Self(name.to_owned()))
        } else {
            Err(InvalidTemplateName)
        }
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
    fn a_name_can_stand_in_a_path() {
        for name in ["hasura", "my-Service_2", &"a".repeat(LONGEST)] {
            assert_eq!(TemplateName::parse(name).unwrap().as_str(), name);
        }
        for wrong in ["", "a/b", "a b", "ä", &"a".repeat(LONGEST + 1)] {
            assert_eq!(TemplateName::parse(wrong), Err(InvalidTemplateName));
        }
    }
}
