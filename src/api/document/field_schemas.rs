//! JSON Schemas of request fields, for the API document.

use serde_json::{Value, json};

use identity::Password;

pub fn email() -> Value {
    json!({ "type": "string", "format": "email", "maxLength": 254 })
}

/// Address of an existing account, which may be from before addresses were validated.
pub fn known_email() -> Value {
    let (any, not_at) = (r"[^\s\x00-\x1f\x7f-\x9f]", r"[^@\s\x00-\x1f\x7f-\x9f]");
    json!({ "type": "string", "pattern": format!("^{any}+@{not_at}+$"), "maxLength": 254 })
}

pub fn password() -> Value {
    json!({ "type": "string", "minLength": Password::SHORTEST, "maxLength": Password::LONGEST })
}

/// Password hash of bounded cost, without stray bits at the end of its base64 parts.
pub fn password_hash() -> Value {
    let bcrypt =
        "[$]2[aby][$](0[4-9]|1[0-4])[$][./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]";
    let cost = "(m=[1-9][0-9]{2,4},t=[1-9]|m=1[0-9]{5},t=[1-5]|m=262144,t=[1-4]),p=[1-9]";
    let salt = "([+/A-Za-z0-9]{21}[AQgw]|([+/A-Za-z0-9]{4}){3,12})";
    let hash = "[+/A-Za-z0-9]{42}[AEIMQUYcgkosw048]";
    let argon2 = format!("[$]argon2(i|id)[$]v=19[$]{cost}[$]{salt}[$]{hash}");
    json!({ "type": "string", "pattern": format!("^({bcrypt}|{argon2})$") })
}

/// Ban duration: `none` or a Go duration.
pub fn ban_duration() -> Value {
    let span = "([0-9]{1,5}([.][0-9]{1,5})?(ns|us|µs|ms|s|m|h)){1,3}";
    json!({ "type": "string", "pattern": format!("^(none|{span})$") })
}

pub fn verification_type() -> Value {
    one_of(&[
        "signup",
        "invite",
        "magiclink",
        "email",
        "recovery",
        "email_change",
    ])
}

pub fn one_of(words: &[&str]) -> Value {
    json!({ "type": "string", "enum": words })
}

pub fn one_of_or_null(words: &[&str]) -> Value {
    let words: Vec<Value> = words
        .iter()
        .map(|word| json!(word))
        .chain([Value::Null])
        .collect();
    json!({ "enum": words })
}

/// A value that counts as omitted: null or an empty string.
pub fn nothing() -> Value {
    json!({ "type": ["string", "null"], "maxLength": 0 })
}

pub fn or_nothing(rule: Value) -> Value {
    json!({ "anyOf": [rule, nothing()] })
}

pub fn or_null(rule: Value) -> Value {
    json!({ "anyOf": [rule, { "type": "null" }] })
}
