//! Why a walk through the pages was given up.

/// A list that has no honest end; reads on after the name of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PagingError {
    /// There are more records than the query allows.
    #[error("lists more than {limit} records")]
    TooManyRecords {
        /// How many were allowed.
        limit: u64,
    },
    /// There are more pages than the query allows.
    #[error("lists more than {limit} pages")]
    TooManyPages {
        /// How many were allowed.
        limit: u64,
    },
    /// A page came again, or the next one is said to start no later than the last: the walk would never end.
    #[error("repeats its pages")]
    Repeated,
}
