//! Fuzzing entry points for this service's responses.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, LINK};
use url::Url;

use super::{
    AcademicSession, AssessmentLineItem, AssessmentResult, Class, Course, Demographics, Enrollment,
    Limit, Org, Resource, User,
    envelope::{Envelope, Single},
    link,
    page::{Position, next_position},
};
use crate::{
    UserRecord,
    fuzz::{ParseResult, Parser, decode, decode_and_use},
};

macro_rules! samples {
    ($($name:literal),+) => { &[$(include_str!(concat!("../fuzz/samples/oneroster/", $name, ".json"))),+] };
}

pub fn parsers() -> Vec<Parser> {
    let parser = |name, parse, samples| Parser {
        name,
        parse,
        samples,
    };
    vec![
        parser("oneroster.users", users, samples!("users")),
        parser("oneroster.user", decode::<Single<User>>, samples!("user")),
        parser("oneroster.orgs", page::<Org>, samples!("orgs")),
        parser("oneroster.courses", page::<Course>, samples!("courses")),
        parser("oneroster.classes", page::<Class>, samples!("classes")),
        parser(
            "oneroster.enrollments",
            page::<Enrollment>,
            samples!("enrollments"),
        ),
        parser(
            "oneroster.demographics",
            page::<Demographics>,
            samples!("demographics"),
        ),
        parser(
            "oneroster.academic_sessions",
            page::<AcademicSession>,
            samples!("academicSessions"),
        ),
        parser(
            "oneroster.line_items",
            page::<AssessmentLineItem>,
            samples!("assessmentLineItems"),
        ),
        parser("oneroster.results", results, samples!("assessmentResults")),
        parser(
            "oneroster.link",
            next,
            &[
                r#"</ims/users?offset=2&limit=2>; rel="next""#,
                r#"</ims/users?a=1,2&offset=0>; title="; rel=next, <", </ims/users?offset=4>; rel="last next""#,
            ],
        ),
        parser(
            "oneroster.x-total-count",
            total,
            &["11", "18446744073709551615"],
        ),
    ]
}

/// Decodes a page and the position of the next one.
fn page<T: Resource>(response: &[u8]) -> ParseResult {
    decode_and_use::<Envelope<T>>(response, |page| {
        let at = Position {
            offset: 1,
            limit: Limit::DEFAULT,
        };
        next_position(at, page.items.len(), None, page.counts.total, page.counts);
    })
}

fn users(response: &[u8]) -> ParseResult {
    decode_and_use::<Envelope<User>>(response, |page| {
        for user in page.items {
            UserRecord::new(user, None);
        }
    })
}

fn results(response: &[u8]) -> ParseResult {
    decode_and_use::<Envelope<AssessmentResult>>(response, |page| {
        let xp = page.items.iter().filter_map(AssessmentResult::xp);
        assert!(xp.into_iter().all(f64::is_finite));
    })
}

fn next(value: &[u8]) -> ParseResult {
    let requested = Url::parse("https://api.example.com/ims/users?limit=2&offset=0")?;
    link::next(&headers(LINK, value), &requested);
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of a parser")]
fn total(value: &[u8]) -> ParseResult {
    link::total(&headers(HeaderName::from_static("x-total-count"), value));
    Ok(())
}

/// Builds the headers; empty for a value that HTTP does not allow.
fn headers(name: HeaderName, value: &[u8]) -> HeaderMap {
    let value = HeaderValue::from_bytes(value).ok();
    value.map(|value| (name, value)).into_iter().collect()
}
