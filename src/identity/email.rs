use std::fmt;

/// An e-mail address as a person has it: trimmed, with something on both sides of one `@`, at most 254 bytes.
///
/// Whether mail arrives is for mail to show; nothing more is checked. Its `Debug` does not print it: addresses of
/// children do not belong in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

/// The text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct InvalidEmail;

impl Email {
    /// Reads an address.
    ///
    /// # Errors
    /// [`InvalidEmail`] when it is not one.
    pub fn parse(raw: &str) -> Result<Self, InvalidEmail> {
        let raw = raw.trim();
        let (local, domain) = raw.rsplit_once('@').ok_or(InvalidEmail)?;
        let clean = !local.is_empty()
            && !domain.is_empty()
            && !raw.chars().any(|c| c.is_control() || c.is_whitespace());
        if clean && raw.len() <= 254 {
            Ok(Self(raw.to_owned()))
        } else {
            Err(InvalidEmail)
        }
    }

    /// The form in which two addresses are compared: people do not tell them apart by their case.
    pub(super) fn lower(&self) -> String {
        self.0.to_lowercase()
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_quote_is_an_address() {
        assert_eq!(
            Email::parse(" o'brien@example.com ").map(|email| email.as_str().to_owned()),
            Ok("o'brien@example.com".to_owned())
        );
    }

    #[test]
    fn what_has_no_two_sides_is_none() {
        for raw in ["", "@", "a@", "@b", "no address", "a b@c", "a@b\nBcc: x@y"] {
            assert_eq!(Email::parse(raw), Err(InvalidEmail), "{raw:?}");
        }
    }
}
