use std::fmt;

use idna::{
    AsciiDenyList,
    uts46::{DnsLength, Hyphens, Uts46},
};
use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory as _};

use crate::model::typed_text::{half_width, is_invisible};

/// The most octets of an address, and of the part before its `@` (RFC 5321).
const LONGEST: usize = 254;
const LONGEST_LOCAL: usize = 64;

/// An e-mail address, as the user writes it.
///
/// Its `Debug` does not print it: addresses of children do not belong in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Email {
    text: String,
    /// The lookup key: in lower case, with the domain in ASCII.
    key: String,
}

/// The text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct InvalidEmail;

impl Email {
    /// Parses an address that a mail server accepts: letters, digits and ``!#$%&'*+-/=?^_`{|}~`` with single dots
    /// between them, an `@`, and a domain name of at least two labels. Surrounding spaces, invisible characters, and
    /// the full-width forms of an East Asian keyboard are normalized.
    ///
    /// Quoted local parts, numeric addresses and bare host names are rejected, as browsers' forms and most providers
    /// do.
    ///
    /// # Errors
    /// Returns [`InvalidEmail`] when the text is not such an address.
    pub fn parse(raw: &str) -> Result<Self, InvalidEmail> {
        // An address of the longest kind, and what may have been pasted with it.
        if raw.len() > 4 * LONGEST {
            return Err(InvalidEmail);
        }
        let visible = raw.chars().filter(|c| !is_invisible(*c)).map(half_width);
        let text: String = visible.nfc().collect();
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(InvalidEmail)?;
        let ascii = ascii_domain(domain).ok_or(InvalidEmail)?;
        let key = format!("{}@{ascii}", local.to_lowercase());
        if !is_local_part(local) || text.len().max(key.len()) > LONGEST {
            return Err(InvalidEmail);
        }
        Ok(Self {
            text: text.to_owned(),
            key,
        })
    }

    /// Parses an address by which an account is looked up. It also accepts the addresses of accounts from before
    /// [`parse`](Self::parse) was strict; an operation that gives an account an address calls `require_valid`.
    ///
    /// # Errors
    /// Returns [`InvalidEmail`] when no account can have this address.
    pub fn presented(raw: &str) -> Result<Self, InvalidEmail> {
        Self::parse(raw).or_else(|invalid| {
            let text = raw.trim();
            let (local, domain) = text.rsplit_once('@').ok_or(invalid)?;
            let is_whole = !local.is_empty() && !domain.is_empty() && text.len() <= LONGEST;
            if !is_whole || text.chars().any(|c| c.is_control() || c.is_whitespace()) {
                return Err(invalid);
            }
            Ok(Self::unchecked(text))
        })
    }

    /// Refuses an address that no account may newly have.
    pub(crate) fn require_valid(&self) -> Result<(), InvalidEmail> {
        Self::parse(&self.text).map(|_| ())
    }

    /// The address of a database row.
    pub(crate) fn stored(text: &str) -> Self {
        Self::parse(text).unwrap_or_else(|_| Self::unchecked(text))
    }

    fn unchecked(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            key: text.trim().to_lowercase(),
        }
    }

    /// The lookup key: addresses that differ in case, or in the spelling of an internationalized domain, are equal.
    pub(crate) fn lower(&self) -> String {
        self.key.clone()
    }

    /// The key of the address's advisory lock.
    pub(crate) fn lock_key(&self) -> String {
        format!("email {}", self.lower())
    }

    /// The form for mail servers: as written, but with an internationalized domain in its ASCII form (punycode).
    pub(crate) fn mailbox(&self) -> String {
        if self.text.is_ascii() {
            return self.text.clone();
        }
        match (self.text.rsplit_once('@'), self.key.rsplit_once('@')) {
            (Some((local, _)), Some((_, domain))) => format!("{local}@{domain}"),
            _ => self.text.clone(),
        }
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Letters, digits and the signs of RFC 5321, in groups with a dot between; of other scripts letters and digits (RFC 6531).
fn is_local_part(local: &str) -> bool {
    let is_sign = |c: char| "!#$%&'*+-/=?^_`{|}~".contains(c);
    let is_letter = |c: char| {
        use GeneralCategoryGroup::{Letter, Mark, Number};
        if c.is_ascii() {
            return c.is_ascii_alphanumeric();
        }
        matches!(c.general_category_group(), Letter | Mark | Number)
    };
    let is_group =
        |group: &str| !group.is_empty() && group.chars().all(|c| is_letter(c) || is_sign(c));
    local.len() <= LONGEST_LOCAL && local.split('.').all(is_group)
}

/// The domain in lower case and ASCII, if it is the name of one (UTS 46, RFC 1123).
fn ascii_domain(domain: &str) -> Option<String> {
    let ascii = Uts46::new()
        .to_ascii(
            domain.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::CheckFirstLast,
            DnsLength::Verify,
        )
        .ok()?;
    let (_, top) = ascii.rsplit_once('.')?;
    // A name that ends in a number is the address of a machine.
    let is_name = !top.bytes().all(|byte| byte.is_ascii_digit());
    is_name.then(|| ascii.into_owned())
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email([redacted])")
    }
}

#[cfg(test)]
mod tests;
