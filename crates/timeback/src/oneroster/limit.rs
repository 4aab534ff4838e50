//! The size of a page.

/// How many records a page may hold: 1 to 3000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Limit(u16);

/// A number that cannot be a [`Limit`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a page holds from 1 to 3000 records, not {0}")]
pub struct InvalidLimit(pub u32);

impl Limit {
    /// What the platform takes when nothing is said.
    pub const DEFAULT: Self = Self(100);
    /// What the platform grants at most.
    pub const MAX: Self = Self(3000);

    /// Reads a limit.
    ///
    /// # Errors
    /// [`InvalidLimit`] outside of 1 to 3000.
    pub fn parse(number: u32) -> Result<Self, InvalidLimit> {
        match u16::try_from(number) {
            Ok(limit) if (1..=Self::MAX.0).contains(&limit) => Ok(Self(limit)),
            _ => Err(InvalidLimit(number)),
        }
    }

    /// The number.
    pub fn get(self) -> u32 {
        self.0.into()
    }
}
