//! Constraints on requests beyond their types, so that the document allows exactly what the server accepts.

use serde_json::{Map, Value, json};

use super::field_schemas::{
    ban_duration, email, known_email, nothing, one_of, one_of_or_null, or_nothing, or_null,
    password, password_hash, verification_type,
};

/// A schema or operation, its field or parameter, and the JSON Schema of that.
type Rule = (&'static str, &'static str, Value);

/// JSON Schemas of request fields.
fn fields() -> Vec<Rule> {
    let token = || json!({ "type": "string", "minLength": 1 });
    vec![
        ("SignUp", "email", email()),
        ("SignUp", "password", password()),
        ("SignUp", "phone", nothing()),
        ("TokenRequest", "phone", nothing()),
        ("Addressee", "email", known_email()),
        ("Addressee", "phone", nothing()),
        ("Resend", "email", known_email()),
        ("Resend", "phone", nothing()),
        ("Resend", "type", one_of(&["signup", "email_change"])),
        ("VerifyCode", "email", known_email()),
        ("VerifyCode", "phone", nothing()),
        ("VerifyCode", "token", token()),
        ("VerifyCode", "token_hash", nothing()),
        ("VerifyCode", "type", verification_type()),
        ("VerifyLink", "email", nothing()),
        ("VerifyLink", "phone", nothing()),
        ("VerifyLink", "redirect_to", nothing()),
        ("VerifyLink", "token", nothing()),
        ("VerifyLink", "token_hash", token()),
        ("VerifyLink", "type", verification_type()),
        ("UpdateUser", "email", or_nothing(email())),
        ("UpdateUser", "phone", nothing()),
        ("UpdateUser", "password", or_null(password())),
        ("EnrolFactor", "factor_type", one_of(&["totp"])),
        (
            "UserTokenRequest",
            "leeway",
            json!({ "type": ["integer", "null"], "minimum": 0, "maximum": 59 }),
        ),
    ]
}

/// JSON Schemas of request fields in the admin API.
fn fields_of_administration() -> Vec<Rule> {
    let mut all = vec![
        ("NewUser", "email", email()),
        ("Invite", "email", email()),
        ("EditFactor", "phone", nothing()),
        ("LinkForSignUp", "email", email()),
        ("LinkForSignUp", "password", password()),
        ("LinkForSignUp", "type", one_of(&["signup"])),
        ("LinkForAccount", "email", email()),
        (
            "LinkForAccount",
            "type",
            one_of(&["invite", "magiclink", "recovery"]),
        ),
        ("LinkForEmailChange", "email", email()),
        ("LinkForEmailChange", "new_email", email()),
        (
            "LinkForEmailChange",
            "type",
            one_of(&["email_change_current", "email_change_new"]),
        ),
    ];
    for body in ["NewUser", "EditUser"] {
        all.extend([
            (body, "aud", one_of_or_null(&["authenticated", ""])),
            (body, "phone", nothing()),
            (body, "phone_confirm", json!({ "enum": [false, null] })),
            (body, "password", or_nothing(password())),
            (body, "password_hash", or_nothing(password_hash())),
            (body, "ban_duration", or_nothing(ban_duration())),
        ]);
    }
    let id = json!({ "type": "string", "format": "uuid" });
    all.extend([
        ("NewUser", "id", or_nothing(id)),
        ("EditUser", "email", or_nothing(email())),
    ]);
    all
}

/// JSON Schemas of query parameters.
fn parameters() -> Vec<Rule> {
    let count = || json!({ "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "maxLength": 0 }] });
    let sort = "^(created_at( ([Aa][Ss][Cc]|[Dd][Ee][Ss][Cc]))?)?$";
    vec![
        (
            "token",
            "grant_type",
            one_of(&["password", "refresh_token", "pkce"]),
        ),
        (
            "signOut",
            "scope",
            one_of(&["global", "local", "others", ""]),
        ),
        ("listUsers", "page", count()),
        ("listUsers", "per_page", count()),
        ("listUsers", "filter", json!({ "type": "string" })),
        (
            "listUsers",
            "sort",
            json!({ "type": "string", "pattern": sort }),
        ),
        ("auditLog", "page", count()),
        ("auditLog", "per_page", count()),
        (
            "auditLog",
            "query",
            json!({ "type": "string", "pattern": "^$|^(author|action|type):" }),
        ),
    ]
}

/// Adds the constraints to the document's request bodies and parameters.
pub fn complete(document: &mut Value) {
    for (body, field, rule) in fields().into_iter().chain(fields_of_administration()) {
        let path = format!("/components/schemas/{body}/properties/{field}");
        let schema = document.pointer_mut(&path);
        rewrite(schema.expect(&path), &rule);
    }
    for schema in values_of(&mut document["components"]["schemas"]) {
        pair_challenges(schema);
        one_password(schema);
    }
    let rules = parameters();
    for operation in values_of(&mut document["paths"]).flat_map(values_of) {
        let id = operation["operationId"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        // Indexing with `[]` would insert a null for operations without parameters.
        let parameters = operation
            .get_mut("parameters")
            .and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            let is_meant =
                |rule: &&(&str, &str, Value)| rule.0 == id && parameter["name"] == rule.1;
            if let Some((_, _, rule)) = rules.iter().find(is_meant) {
                rewrite(&mut parameter["schema"], rule);
            }
        }
    }
}

fn values_of(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    let fields = value.as_object_mut().into_iter();
    fields.flat_map(Map::values_mut)
}

/// Replaces the generated schema by the rule and keeps the description and examples.
fn rewrite(schema: &mut Value, rule: &Value) {
    let words = ["description", "example", "examples"];
    if let Some(schema) = schema.as_object_mut() {
        schema.retain(|key, _| words.contains(&key.as_str()));
        schema.extend(rule.as_object().cloned().unwrap_or_default());
    }
}

/// Requires `code_challenge` and `code_challenge_method` together or neither.
fn pair_challenges(schema: &mut Value) {
    if schema["properties"].get("code_challenge").is_none() {
        return;
    }
    let both = ["code_challenge", "code_challenge_method"];
    schema["anyOf"] = json!([
        {
            "required": both,
            "properties": {
                "code_challenge": { "type": "string", "pattern": "^[A-Za-z0-9._~-]{43,128}$" },
                "code_challenge_method": { "enum": ["s256", "S256", "plain", "PLAIN"] },
            },
        },
        { "properties": { "code_challenge": nothing(), "code_challenge_method": nothing() } },
    ]);
}

/// Allows either `password` or `password_hash`, not both.
fn one_password(schema: &mut Value) {
    if schema["properties"].get("password_hash").is_some() {
        schema["anyOf"] = json!([
            { "properties": { "password": nothing() } },
            { "properties": { "password_hash": nothing() } },
        ]);
    }
}
