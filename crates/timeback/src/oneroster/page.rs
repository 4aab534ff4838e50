//! Pages and their positions.

use super::{Limit, envelope::Counts, link::LinkedPosition};

/// A page of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The records, in the platform's order.
    pub items: Vec<T>,
    /// Number of further records that cannot be decoded, for instance without an id.
    pub unread: u64,
    /// Progress of the pagination.
    pub progress: Progress,
    /// Where the next page starts, if there is more.
    pub next_offset: Option<u64>,
    pub(super) next: Option<Position>,
}

impl<T> Page<T> {
    pub(super) fn new(items: Vec<T>, total: Option<u64>, next: Option<Position>) -> Self {
        Self {
            progress: Progress {
                pages: 1,
                fetched: items.len() as u64,
                total,
            },
            items,
            unread: 0,
            next_offset: next.map(|next| next.offset),
            next,
        }
    }
}

/// Progress of a pagination.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Pages fetched, including this one.
    pub pages: u64,
    /// Records fetched, including this page's.
    pub fetched: u64,
    /// Total number of records that match the query, including those before its offset. Not every list has it.
    pub total: Option<u64>,
}

/// Offset and limit of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    /// Number of records before the page.
    pub offset: u64,
    /// Maximum number of records on the page.
    pub limit: Limit,
}

/// Returns the position of the next page, from the best information available: the link, the total, the number of pages,
/// or else whether this page is full.
pub(super) fn next_position(
    at: Position,
    received: usize,
    link: Option<LinkedPosition>,
    total: Option<u64>,
    counts: Counts,
) -> Option<Position> {
    if let Some(link) = link {
        return Some(link.after(at));
    }
    let received = received as u64;
    let offset = at.offset.saturating_add(received);
    let has_more = match (total, counts.number, counts.pages) {
        (Some(total), ..) => offset < total,
        (None, Some(number), Some(pages)) => number < pages,
        _ => received > 0 && received >= counts.limit.unwrap_or(at.limit.get().into()),
    };
    has_more.then_some(Position { offset, ..at })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Position = Position {
        offset: 100,
        limit: Limit::DEFAULT,
    };

    fn offset(received: usize, total: Option<u64>, counts: Counts) -> Option<u64> {
        next_position(AT, received, None, total, counts).map(|position| position.offset)
    }

    #[test]
    fn a_total_decides_even_where_a_page_is_short_or_full() {
        assert_eq!(
            offset(40, Some(1000), Counts::default()),
            Some(140),
            "short"
        );
        assert_eq!(offset(100, Some(200), Counts::default()), None, "full");
        assert_eq!(
            offset(250, Some(200), Counts::default()),
            None,
            "more than asked for"
        );
    }

    #[test]
    fn without_a_total_the_number_of_pages_decides() {
        let counts = |number, pages| Counts {
            number: Some(number),
            pages: Some(pages),
            ..Counts::default()
        };
        assert_eq!(offset(100, None, counts(2, 3)), Some(200));
        assert_eq!(offset(100, None, counts(3, 3)), None);
    }

    #[test]
    fn without_counts_a_full_page_means_more() {
        assert_eq!(offset(100, None, Counts::default()), Some(200));
        assert_eq!(offset(99, None, Counts::default()), None);
        assert_eq!(offset(0, None, Counts::default()), None);
    }

    #[test]
    fn a_page_limit_of_the_platform_is_respected() {
        let counts = Counts {
            limit: Some(10),
            ..Counts::default()
        };
        assert_eq!(offset(10, None, counts), Some(110));
        assert_eq!(offset(9, None, counts), None);
    }
}
