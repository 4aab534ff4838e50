//! What is answered before an operation is asked at all, in plain words and not in the API's form.

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
}

/// Adds those answers.
pub fn add(operation: &mut Operation, way: &Way) {
    answer(operation, "500", "Something went wrong on our side");
    if way.is_change {
        answer(operation, "413", "The body is too large");
    }
    if way.is_for_browsers {
        answer(operation, "503", "The account store does not answer");
    }
    if way.is_for_browsers && way.is_change {
        let words = "The request comes from another site, or does not say where from";
        answer(operation, "403", words);
    }
}

fn answer(operation: &mut Operation, status: &str, words: &str) {
    let text = ObjectBuilder::new().schema_type(Type::String).build();
    let content = Content::new(Some(text));
    let responses = &mut operation.responses.responses;
    if let Some(RefOr::T(response)) = responses.get_mut(status) {
        let kinds = &mut response.content;
        kinds.insert("text/plain".to_owned(), RefOr::T(content));
        return;
    }
    let response = ResponseBuilder::new()
        .description(words)
        .content("text/plain", content);
    responses.insert(status.to_owned(), RefOr::T(response.build()));
}
