//! What the API document says of bodies that have no types to generate it from: the fields that handlers take from
//! [`Fields`](super::body::Fields) and [`Form`](super::frontend), and the response with the state of a browser's client.

mod fields;

use serde_json::{Map, Value, json};

use self::fields::Body;
use super::tag;

/// Adds these bodies to the operations of both APIs.
pub fn add_bodies(document: &mut Value) {
    let bodies = fields::bodies();
    let paths = document["paths"].as_object_mut();
    let items = paths.into_iter().flat_map(Map::values_mut);
    let operations = items
        .filter_map(Value::as_object_mut)
        .flat_map(Map::values_mut);
    for operation in operations {
        let body = bodies
            .iter()
            .find(|(id, _)| operation["operationId"] == *id);
        if let Some((_, body)) = body {
            operation["requestBody"] = request_body(body);
        }
        if operation["tags"] == json!([tag::BROWSERS]) {
            let content = json!({ "application/json": { "schema": envelope() } });
            if let Some(response) = operation["responses"]["200"].as_object_mut() {
                response.entry("content").or_insert(content);
            }
        }
    }
}

/// The response to a browser: what it asked for, and the state of its client.
fn envelope() -> Value {
    json!({
        "type": "object",
        "properties": { "response": {}, "client": {} },
        "required": ["response", "client"],
    })
}

fn request_body(body: &Body) -> Value {
    let fields = body.fields.iter();
    let properties: Map<_, _> = fields
        .clone()
        .map(|field| (field.name.to_owned(), field.kind.schema()))
        .collect();
    let required: Vec<_> = fields
        .filter(|field| field.is_required)
        .map(|field| field.name)
        .collect();
    let mut schema = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    json!({
        "required": !required.is_empty(),
        "content": { body.media_type: { "schema": schema } },
    })
}
