//! What the handlers do not say themselves: how each operation may refuse, and titles without paths.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use utoipa::openapi::{
    Content, OpenApi, Ref, RefOr, ResponseBuilder,
    example::{Example, ExampleBuilder},
    header::HeaderBuilder,
    path::{Operation, PathItem},
    schema::{ObjectBuilder, Type},
};

use super::plain::{self, Way};
use crate::api::{auth, timeback};

/// A refusal as the document shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The answer's status.
    pub status: u16,
    /// The code a client branches on.
    pub code: &'static str,
    /// Words for whoever develops the client.
    pub message: &'static str,
    /// The answer's body.
    pub body: Value,
}

/// Completes each operation.
pub fn complete(document: &mut OpenApi) {
    // The macro writes one without a name where the package has none.
    document.info.license = None;
    for (path, item) in &mut document.paths.paths {
        let is_auth = path.starts_with(auth::ROOT);
        for (is_change, operation) in operations(item) {
            tidy(operation);
            if is_auth {
                refuse(operation, &auth::refusals::of(operation), "AuthError");
            } else {
                refuse(
                    operation,
                    &timeback::refusals::of(operation),
                    "TimebackError",
                );
            }
            let is_for_browsers = !is_auth;
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

/// Each operation, and whether it may change something.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (bool, &mut Operation)> {
    [
        (false, &mut item.get),
        (true, &mut item.post),
        (true, &mut item.put),
        (true, &mut item.delete),
    ]
    .into_iter()
    .filter_map(|(is_change, operation)| Some((is_change, operation.as_mut()?)))
}

/// In the code a summary begins with the route, which the document has already.
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

/// Adds an answer for each status, with an example for each code.
fn refuse(operation: &mut Operation, refusals: &[Shown], schema: &str) {
    let mut by_status: BTreeMap<u16, Vec<&Shown>> = BTreeMap::new();
    for refusal in refusals {
        by_status.entry(refusal.status).or_default().push(refusal);
    }
    for (status, refusals) in by_status {
        let mut content = Content::new(Some(Ref::from_schema_name(schema)));
        content.examples = refusals
            .iter()
            .map(|it| (it.code.to_owned(), RefOr::T(example(it))))
            .collect();
        let codes: Vec<_> = refusals.iter().map(|it| format!("`{}`", it.code)).collect();
        let mut response = ResponseBuilder::new()
            .description(codes.join(", "))
            .content("application/json", content);
        if status == 429 || status == 503 {
            let seconds = ObjectBuilder::new().schema_type(Type::Integer).build();
            let header = HeaderBuilder::new()
                .schema(Some(seconds))
                .description(Some("Seconds after which to try again"));
            response = response.header("retry-after", header.build());
        }
        let responses = &mut operation.responses.responses;
        responses.insert(status.to_string(), RefOr::T(response.build()));
    }
}

fn example(refusal: &Shown) -> Example {
    ExampleBuilder::new()
        .summary(refusal.message)
        .value(Some(json!(refusal.body)))
        .build()
}
