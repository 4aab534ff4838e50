/// A page of a list.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The page number, from 1.
    pub number: u32,
    /// The page size.
    pub size: u32,
}

impl Page {
    /// The most entries of the page.
    pub(crate) fn limit(self) -> i64 {
        i64::from(self.size.clamp(1, 1000))
    }

    /// The number of entries before the page.
    pub(crate) fn offset(self) -> i64 {
        i64::from(self.number.saturating_sub(1)).saturating_mul(self.limit())
    }
}

/// The order of a list of accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The newest first.
    #[default]
    NewestFirst,
    /// The oldest first.
    OldestFirst,
}
