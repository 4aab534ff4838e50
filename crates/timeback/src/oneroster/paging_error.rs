//! Errors of pagination.

/// Error of a pagination. `Display` continues a sentence that starts with the service's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PagingError {
    /// More records than the query allows.
    #[error("lists more than {limit} records")]
    TooManyRecords {
        /// The limit.
        limit: u64,
    },
    /// More pages than the query allows.
    #[error("lists more than {limit} pages")]
    TooManyPages {
        /// The limit.
        limit: u64,
    },
    /// A page was repeated, or the next one does not start after the last: the pagination would never end.
    #[error("repeats its pages")]
    Repeated,
}
