//! Errors that are plain text or an HTML page instead of the API's JSON.

use utoipa::openapi::{
    Content, RefOr, ResponseBuilder,
    path::Operation,
    schema::{ObjectBuilder, Type},
};

/// Properties of an operation that determine its plain-text and HTML errors.
pub struct Way {
    /// Whether it may change state.
    pub is_change: bool,
    /// Whether it authenticates by cookie.
    pub is_for_browsers: bool,
    /// Whether browsers navigate to it, so that its errors are pages.
    pub is_for_people: bool,
}

/// Adds these responses.
pub fn add(operation: &mut Operation, way: &Way) {
    if way.is_change {
        answer(operation, "413", "Request body too large", "text/plain");
    }
    if way.is_for_people {
        for (status, words) in [
            ("400", "The URL contains a NUL character"),
            ("500", "Something went wrong on our side"),
            ("503", "The database is unavailable; try again"),
        ] {
            answer(operation, status, words, "text/html");
        }
    }
    if way.is_for_browsers && way.is_change {
        let words = "Cross-site request, or a request without an origin";
        answer(operation, "403", words, "text/plain");
    }
}

fn answer(operation: &mut Operation, status: &str, words: &str, kind: &str) {
    let text = ObjectBuilder::new().schema_type(Type::String).build();
    let content = Content::new(Some(text));
    let responses = &mut operation.responses.responses;
    if let Some(RefOr::T(response)) = responses.get_mut(status) {
        let kinds = &mut response.content;
        kinds.insert(kind.to_owned(), RefOr::T(content));
        return;
    }
    let response = ResponseBuilder::new()
        .description(words)
        .content(kind, content);
    responses.insert(status.to_owned(), RefOr::T(response.build()));
}
