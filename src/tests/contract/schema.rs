//! Validation against a schema. Stricter than JSON Schema: fields that the schema does not name are errors, and so are
//! unknown keywords.

use serde_json::{Map, Value};

const WORDS: [&str; 10] = [
    "anyOf",
    "description",
    "example",
    "examples",
    "title",
    "minimum",
    "maxItems",
    "minItems",
    "propertyNames",
    "default",
];

const KEYWORDS: [&str; 13] = [
    "allOf",
    "maxLength",
    "minLength",
    "pattern",
    "$ref",
    "type",
    "properties",
    "required",
    "items",
    "oneOf",
    "format",
    "additionalProperties",
    "enum",
];

/// Returns the errors with their paths.
pub fn complaints(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut reader = Reader {
        document,
        wrong: Vec::new(),
    };
    reader.read("$", schema, value);
    reader.wrong
}

/// Resolves a reference.
pub fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(name) => document.pointer(name.trim_start_matches('#')).expect(name),
        None => schema,
    }
}

/// An object with the fields of all of these schemas.
fn whole(document: &Value, parts: &[Value]) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for part in parts {
        let part = resolve(document, part);
        properties.extend(part["properties"].as_object().cloned().unwrap_or_default());
        required.extend(part["required"].as_array().cloned().unwrap_or_default());
    }
    serde_json::json!({ "type": "object", "properties": properties, "required": required })
}

struct Reader<'a> {
    document: &'a Value,
    wrong: Vec<String>,
}

impl Reader<'_> {
    fn read(&mut self, place: &str, schema: &Value, value: &Value) {
        let schema = resolve(self.document, schema);
        let Some(words) = schema.as_object() else {
            assert_eq!(schema, &Value::Bool(true), "no schema");
            return;
        };
        for word in words.keys().map(String::as_str) {
            assert!(KEYWORDS.contains(&word) || WORDS.contains(&word), "{word}?");
        }
        if let Some(cases) = schema["oneOf"].as_array() {
            let fits = |case: &&Value| complaints(self.document, case, value).is_empty();
            if cases.iter().filter(fits).count() != 1 {
                self.wrong.push(format!("{place} fits none of {cases:?}"));
            }
            return;
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let whole = whole(self.document, parts);
            return self.read(place, &whole, value);
        }
        // Beside properties it says which of them belong together, which only requests have to obey.
        if let Some(cases) = schema["anyOf"]
            .as_array()
            .filter(|_| schema["properties"].is_null())
        {
            let fits = |case: &Value| complaints(self.document, case, value).is_empty();
            if !cases.iter().any(fits) {
                self.wrong.push(format!("{place} fits none of {cases:?}"));
            }
            return;
        }
        if !self.read_type(place, schema, value) {
            return;
        }
        match value {
            Value::Object(fields) if schema["type"].is_string() || schema["type"].is_array() => {
                self.read_fields(place, schema, fields);
            }
            Value::Array(items) if schema["items"].is_object() => {
                for (index, item) in items.iter().enumerate() {
                    self.read(&format!("{place}[{index}]"), &schema["items"], item);
                }
            }
            Value::String(text) => self.read_text(place, schema, text),
            _ => {}
        }
    }

    fn read_type(&mut self, place: &str, schema: &Value, value: &Value) -> bool {
        let is = |name: &Value| match name.as_str().unwrap() {
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            "object" => value.is_object(),
            "array" => value.is_array(),
            "null" => value.is_null(),
            other => panic!("{other}?"),
        };
        let fits = match &schema["type"] {
            Value::Null => true,
            Value::Array(names) => names.iter().any(is),
            name => is(name),
        };
        if !fits {
            self.wrong
                .push(format!("{place} is {value}, no {}", schema["type"]));
        }
        fits
    }

    fn read_fields(&mut self, place: &str, schema: &Value, fields: &Map<String, Value>) {
        for name in schema["required"].as_array().into_iter().flatten() {
            if !fields.contains_key(name.as_str().unwrap()) {
                self.wrong.push(format!("{place} has no {name}"));
            }
        }
        for (name, value) in fields {
            let place = format!("{place}.{name}");
            let named = schema["properties"].get(name);
            match named.or(schema.get("additionalProperties")) {
                Some(schema) => self.read(&place, schema, value),
                None => self.wrong.push(format!("{place} is not documented")),
            }
        }
    }

    fn read_text(&mut self, place: &str, schema: &Value, text: &str) {
        let fits = match schema["format"].as_str() {
            Some("date-time") => text.parse::<jiff::Timestamp>().is_ok(),
            Some("uuid") => text.len() == 36 && text.matches('-').count() == 4,
            Some("email") => text.contains('@'),
            None => true,
            Some(other) => panic!("{other}?"),
        };
        let length = u64::try_from(text.chars().count()).unwrap();
        let fits = fits
            && schema["minLength"]
                .as_u64()
                .is_none_or(|least| length >= least)
            && schema["maxLength"]
                .as_u64()
                .is_none_or(|most| length <= most);
        let known = schema["enum"].as_array();
        if !fits || known.is_some_and(|known| !known.contains(&text.into())) {
            self.wrong.push(format!("{place} is {text:?}, no {schema}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::complaints;

    #[test]
    fn missing_additional_and_mistyped_fields_are_errors() {
        let document = json!({ "s": {
            "type": "object", "required": ["id", "at"],
            "properties": {
                "id": { "type": "string", "format": "uuid" },
                "at": { "type": ["string", "null"], "format": "date-time" },
                "list": { "type": "array", "items": { "type": "integer" } },
            },
        } });
        let wrong = |value| complaints(&document, &json!({ "$ref": "#/s" }), &value).len();
        let id = "5f4c2b1a-3d7e-4c89-9a10-2b3c4d5e6f70";
        assert_eq!(wrong(json!({ "id": id, "at": null, "list": [1] })), 0);
        assert_eq!(wrong(json!({ "id": id, "at": "2026-11-20T16:00:00Z" })), 0);
        assert_eq!(wrong(json!({ "id": id })), 1);
        assert_eq!(
            wrong(json!({ "id": 7, "at": "noon", "list": [1, "2"], "more": 1 })),
            4
        );
    }
}
