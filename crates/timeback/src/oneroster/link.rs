//! Pagination headers: `Link` and `X-Total-Count`.
//!
//! A link is only read for its offset and never followed, so the token is not sent to another host.

use reqwest::header::{HeaderMap, LINK};
use url::Url;

use super::{Limit, page::Position};

/// Returns the position in `Link: …; rel="next"`. A link to another list is ignored.
pub(super) fn next(headers: &HeaderMap, requested: &Url) -> Option<LinkedPosition> {
    let values = headers.get_all(LINK);
    let values = values.iter().filter_map(|value| value.to_str().ok());
    values.flat_map(links).find_map(|(target, parameters)| {
        is_next(parameters)
            .then(|| position(target, requested))
            .flatten()
    })
}

/// Parses `X-Total-Count`, the total number of records.
pub(super) fn total(headers: &HeaderMap) -> Option<u64> {
    let value = headers.get("x-total-count")?.to_str().ok()?;
    value.trim().parse().ok()
}

/// The position in a link. A missing limit stays the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LinkedPosition {
    offset: u64,
    limit: Option<Limit>,
}

impl LinkedPosition {
    /// Returns the position after `at`.
    pub fn after(self, at: Position) -> Position {
        Position {
            offset: self.offset,
            limit: self.limit.unwrap_or(at.limit),
        }
    }
}

fn position(target: &str, requested: &Url) -> Option<LinkedPosition> {
    let target = requested.join(target).ok()?;
    let path = |url: &Url| url.path().trim_end_matches('/').to_owned();
    if target.origin() != requested.origin() || path(&target) != path(requested) {
        return None;
    }
    let value = |name: &str| {
        let pair = target.query_pairs().find(|(key, _)| key == name);
        pair.map(|(_, value)| value.into_owned())
    };
    Some(LinkedPosition {
        offset: value("offset")?.parse().ok()?,
        limit: value("limit").and_then(|text| Limit::parse(text.parse().ok()?).ok()),
    })
}

/// Splits a header into targets and their parameters. Targets and quoted parameters may contain commas.
fn links(header: &str) -> Vec<(&str, &str)> {
    let mut links = Vec::new();
    let mut rest = header;
    while let Some((target, tail)) = rest
        .split_once('<')
        .and_then(|(_, tail)| tail.split_once('>'))
    {
        let mut is_quoted = false;
        let end = tail.find(|character| {
            is_quoted ^= character == '"';
            character == ',' && !is_quoted
        });
        let (parameters, next) = tail.split_at(end.unwrap_or(tail.len()));
        links.push((target, parameters));
        rest = next;
    }
    links
}

fn is_next(parameters: &str) -> bool {
    parameters
        .split(';')
        .filter_map(|parameter| parameter.split_once('='))
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("rel"))
        .flat_map(|(_, value)| value.trim().trim_matches('"').split_ascii_whitespace())
        .any(|relation| relation.eq_ignore_ascii_case("next"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: &str = "https://api.example.com/ims/users?limit=2&offset=0";

    fn found(link: &str) -> Option<(u64, Option<u32>)> {
        let mut headers = HeaderMap::new();
        headers.insert(LINK, link.parse().unwrap());
        let position = next(&headers, &ASKED.parse().unwrap())?;
        Some((position.offset, position.limit.map(Limit::get)))
    }

    #[test]
    fn relative_and_absolute_links_of_the_same_list_are_read() {
        for link in [
            r#"</ims/users?offset=2&limit=2>; rel="next""#,
            "<?limit=2&offset=2>; rel=next",
            r#"</ims/users/?offset=2&limit=2>;rel="next""#,
            r#"<https://api.example.com/ims/users?offset=2&limit=2&filter=a>; title="a, b"; rel="last NEXT""#,
            r#"</ims/users?offset=0>; rel="first", </ims/users?offset=2&limit=2>; rel="next""#,
            r#"</ims/users?a=1,2&offset=0>; title="; rel=next, <", </ims/users?offset=2&limit=2>; rel="next""#,
        ] {
            assert_eq!(found(link), Some((2, Some(2))), "{link}");
        }
    }

    #[test]
    fn a_link_to_another_list_or_without_an_offset_is_ignored() {
        for link in [
            r#"<https://evil.example.com/ims/users?offset=2>; rel="next""#,
            r#"<http://api.example.com/ims/users?offset=2>; rel="next""#,
            r#"<//evil.example.com/ims/users?offset=2>; rel="next""#,
            r#"</ims/orgs?offset=2>; rel="next""#,
            r#"</ims/users?page=2>; rel="next""#,
            r#"</ims/users?offset=-2>; rel="next""#,
            r#"</ims/users?offset=2>; rel="prev""#,
            "</ims/users?offset=2",
            "next",
        ] {
            assert_eq!(found(link), None, "{link}");
        }
    }

    #[test]
    fn an_invalid_limit_is_ignored() {
        assert_eq!(
            found("</ims/users?offset=2&limit=0>; rel=next"),
            Some((2, None))
        );
        assert_eq!(found("</ims/users?offset=2>; rel=next"), Some((2, None)));
    }
}
