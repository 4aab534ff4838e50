//! Clerk's APIs in the document: all their routes, who may use them, and the fields that their handlers take.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use serde_json::{Value, json};

use super::routes::METHODS;
use crate::{
    browser::{Answer, ORIGIN},
    contract::{document, is_clerk, operations},
    world::World,
};

const KEY: &str = "sk_test_0123456789abcdef0123456789abcdef";

async fn dashboard() -> World {
    World::with(&[("CLERK_SECRET_KEY", KEY)]).await
}

/// Requests a path of the document, with this key.
async fn ask(world: &World, method: &Method, template: &str, key: &str, body: &Value) -> Answer {
    let id = "5f4c2b1a-3d7e-4c89-9a10-2b3c4d5e6f70";
    let path = template
        .replace("{id}", id)
        .replace("{external_account_id}", id)
        .replace("{provider}", "oauth_github")
        .replace("{template}", "hasura");
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::ORIGIN, ORIGIN)
        .header("sec-fetch-site", "same-origin");
    let request = match key {
        "" => request,
        key => request.header(header::AUTHORIZATION, format!("Bearer {key}")),
    };
    let body = if body.is_null() {
        Body::empty()
    } else {
        body.to_string().into()
    };
    world.anonymous().send(request.body(body).unwrap()).await
}

#[tokio::test]
async fn each_route_of_clerk_has_the_documented_methods_only() {
    let world = dashboard().await;
    let document = document(&world.router()).await;
    let paths = document["paths"].as_object().unwrap().keys();
    for template in paths.filter(|path| is_clerk(path)) {
        for method in METHODS {
            let is_documented = operations(document)
                .any(|(documented, path, _)| documented == method && path == template);
            let answer = ask(&world, &method, template, KEY, &Value::Null).await;
            let what = format!("{method} {template}: {} {}", answer.status, answer.body);
            assert_eq!(answer.status != 405, is_documented, "{what}");
            assert!(!answer.body.contains("This URL does not exist"), "{what}");
        }
    }
}

#[tokio::test]
async fn whoever_has_neither_key_nor_session_gets_what_is_for_everybody() {
    let world = dashboard().await;
    let mut kinds = BTreeSet::new();
    let operations = operations(document(&world.router()).await);
    for (method, template, operation) in operations.filter(|(_, path, _)| is_clerk(path)) {
        let answer = ask(&world, &method, template, "", &Value::Null).await;
        let security = operation["security"][0].as_object();
        assert_eq!(
            answer.status == 401,
            security.is_some(),
            "{method} {template}: {}",
            answer.body
        );
        kinds.extend(security.into_iter().flat_map(|it| it.keys().cloned()));
    }
    assert_eq!(Vec::from_iter(kinds), ["secretKey", "session"]);
}

/// A route that is registered by its description has one.
#[test]
fn every_route_of_clerk_is_registered_by_its_description() {
    for file in sources() {
        let code = fs::read_to_string(&file).unwrap();
        assert!(!code.contains(".route("), "{}", file.display());
    }
}

/// Each documented field is one that the API knows, and each that it takes is documented.
#[tokio::test]
async fn the_documented_fields_are_those_that_handlers_take() {
    let world = dashboard().await;
    let document = document(&world.router()).await;
    let is_of_browsers = |file: &Path| file.to_str().unwrap().contains("/frontend/");
    for of_browsers in [false, true] {
        let all = sources().into_iter();
        let files = all.filter(|file| is_of_browsers(file) == of_browsers);
        let code: String = files.map(|file| code(&file)).collect();
        let documented = fields(document, of_browsers);
        let receiver = if of_browsers { "form." } else { "fields." };
        for name in taken(&code, receiver) {
            assert!(documented.contains(&name), "{name} is not documented");
        }
        for name in documented {
            let is_in_code = code.contains(&format!("\"{name}\""));
            assert!(is_in_code, "nothing takes {name}");
        }
    }
}

#[tokio::test]
async fn a_program_may_send_each_documented_field() {
    let world = dashboard().await;
    let leon = json!({ "email_address": ["leon@example.com"] });
    let created = ask(&world, &Method::POST, "/clerk/v1/users", KEY, &leon).await;
    let leon = created.json()["id"].as_str().unwrap().to_owned();
    for (method, template, operation) in operations(document(&world.router()).await) {
        let path = template.replace("/users/{id}", &format!("/users/{leon}"));
        let body = &operation["requestBody"]["content"]["application/json"]["schema"];
        let Some(fields) = body["properties"]
            .as_object()
            .filter(|_| is_clerk(template))
        else {
            continue;
        };
        for field in fields.keys() {
            // A number is of no field's type.
            let body = json!({ field: 0.5 });
            let answer = ask(&world, &method, &path, KEY, &body).await;
            let is_unknown = answer.body.contains("form_param_unknown");
            assert!(!is_unknown, "{method} {template} {field}: {}", answer.body);
        }
    }
}

/// The documented fields of bodies, but for those of uploads.
fn fields(document: &Value, of_browsers: bool) -> BTreeSet<String> {
    let media_type = if of_browsers {
        "application/x-www-form-urlencoded"
    } else {
        "application/json"
    };
    let operations = operations(document).filter(|(_, path, _)| is_clerk(path));
    operations
        .filter_map(|(_, _, operation)| {
            let schema = &operation["requestBody"]["content"][media_type]["schema"];
            schema["properties"].as_object()
        })
        .flat_map(|properties| properties.keys().cloned())
        .collect()
}

/// The names that handlers take from a body: `fields.text("name")`.
fn taken(code: &str, receiver: &str) -> BTreeSet<String> {
    let code: String = code.split_whitespace().collect();
    let calls = code.split(receiver).skip(1);
    calls
        .filter_map(|call| {
            let (method, rest) = call.split_once("(\"")?;
            let is_call = method
                .bytes()
                .all(|it| it.is_ascii_lowercase() || it == b'_');
            let (name, _) = rest.split_once('"')?;
            is_call.then(|| name.to_owned())
        })
        .collect()
}

/// The code of a file, without its tests.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]").next();
    code.unwrap_or_default().to_owned()
}

/// The files of the two APIs, without the table of the fields.
fn sources() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api/clerk")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("document/fields.rs") {
                files.push(path);
            }
        }
    }
    files
}
