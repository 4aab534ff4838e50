//! What is answered in words, as text or as a page, and not in the API's form.

use utoipa::openapi::{
    Content, RefOr, ResponseBuilder,
    path::Operation,
    schema::{ObjectBuilder, Type},
};

/// How requests of a kind fail on their way.
pub struct Way {
    /// Whether it may change something.
    pub is_change: bool,
    /// Whether a cookie says who asks.
    pub is_for_browsers: bool,
    /// Whether people read its answer, as a page.
    pub is_for_people: bool,
}

/// Adds those answers.
pub fn add(operation: &mut Operation, way: &Way) {
    if way.is_change {
        answer(operation, "413", "The body is too large", "text/plain");
    }
    if way.is_for_people {
        for (status, words) in [
            ("400", "The address holds a NUL character"),
            ("500", "Something went wrong on our side"),
            ("503", "The database cannot be reached; try again"),
        ] {
            answer(operation, status, words, "text/html");
        }
    }
    if way.is_for_browsers && way.is_change {
        let words = "The request comes from another site, or does not say where from";
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
