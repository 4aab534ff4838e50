//! Page size.

/// Maximum number of records per page: 1 to 3000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Limit(u16);

/// Error of [`Limit::parse`] for a number out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a page holds from 1 to 3000 records, not {0}")]
pub struct InvalidLimit(pub u32);

impl Limit {
    /// The platform's default.
    pub const DEFAULT: Self = Self(100);
    /// The platform's maximum.
    pub const MAX: Self = Self(3000);

    /// Validates a limit.
    ///
    /// # Errors
    /// Returns [`InvalidLimit`] when the number is not from 1 to 3000.
    pub fn parse(number: u32) -> Result<Self, InvalidLimit> {
        match u16::try_from(number) {
            Ok(limit) if (1..=Self::MAX.0).contains(&limit) => Ok(Self(limit)),
            _ => Err(InvalidLimit(number)),
        }
    }

    /// Returns the number.
    pub fn get(self) -> u32 {
        self.0.into()
    }
}
