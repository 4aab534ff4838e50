//! Completes the generated document: the errors of each operation, and summaries without the route.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use utoipa::openapi::{
    Content, OpenApi, Ref, RefOr, Response, ResponseBuilder,
    example::{Example, ExampleBuilder},
    header::HeaderBuilder,
    path::{Operation, PathItem},
    schema::{ObjectBuilder, Type},
};

use super::plain::{self, Way};
use crate::api::timeback;

/// An error response as the document shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The HTTP status.
    pub status: u16,
    /// The error code, for clients to branch on.
    pub code: &'static str,
    /// The message for developers.
    pub message: &'static str,
    /// The response body.
    pub body: Value,
}

/// Completes every operation of the document.
pub fn complete(document: &mut OpenApi) {
    // The macro adds a license without a name when the package has none.
    document.info.license = None;
    for (path, item) in &mut document.paths.paths {
        for (is_change, operation) in operations(item) {
            tidy(operation);
            let is_for_browsers = path.starts_with(timeback::ROOT);
            let is_for_people = timeback::is_for_browsers(path);
            plain::add(
                operation,
                &Way {
                    is_change,
                    is_for_browsers,
                    is_for_people,
                },
            );
        }
    }
}

/// The operations of a path, each with whether it may change state.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (bool, &mut Operation)> {
    [
        (false, &mut item.get),
        (true, &mut item.post),
        (true, &mut item.put),
        (true, &mut item.patch),
        (true, &mut item.delete),
    ]
    .into_iter()
    .filter_map(|(is_change, operation)| Some((is_change, operation.as_mut()?)))
}

/// Removes the route from the summary, which in doc comments begins with it, and joins wrapped lines.
fn tidy(operation: &mut Operation) {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let summary = operation.summary.take().map(|text| words(&text));
    operation.summary = summary.map(|text| {
        let title = text.split_once("`: ").map_or(&*text, |(_, title)| title);
        let mut letters = title.chars();
        let first = letters
            .next()
            .map(|letter| letter.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    });
    operation.description = operation
        .description
        .take()
        .map(|text| words(&text))
        .filter(|text| !text.is_empty());
}

/// The error responses of an endpoint: one for each status, with an example for each error code.
pub fn error_responses(
    errors: impl Iterator<Item = Shown>,
    schema: &str,
) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status: BTreeMap<u16, BTreeMap<&str, Shown>> = BTreeMap::new();
    for error in errors {
        let same_status = by_status.entry(error.status).or_default();
        same_status.entry(error.code).or_insert(error);
    }
    let response = |(status, errors): (u16, BTreeMap<&str, Shown>)| {
        let mut content = Content::new(Some(Ref::from_schema_name(schema)));
        content.examples = errors
            .values()
            .map(|error| (error.code.to_owned(), RefOr::T(example(error))))
            .collect();
        let codes: Vec<_> = errors.keys().map(|code| format!("`{code}`")).collect();
        let mut response = ResponseBuilder::new()
            .description(codes.join(", "))
            .content("application/json", content);
        if status == 429 || status == 503 {
            let seconds = ObjectBuilder::new().schema_type(Type::Integer).build();
            let header = HeaderBuilder::new()
                .schema(Some(seconds))
                .description(Some("Seconds to wait before retrying"));
            response = response.header("retry-after", header.build());
        }
        (status.to_string(), RefOr::T(response.build()))
    };
    by_status.into_iter().map(response).collect()
}

fn example(refusal: &Shown) -> Example {
    ExampleBuilder::new()
        .summary(refusal.message)
        .value(Some(json!(refusal.body)))
        .build()
}
