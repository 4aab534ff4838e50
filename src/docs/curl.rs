use super::operation::Operation;
use crate::{api::document::document, server::context};

/// A command line that does it. `$TOKEN` is an access token or the secret key, `$SESSION` the cookie's value, `$ID` what is meant.
pub fn curl(operation: Operation) -> String {
    let (base, cookie) = (context::public_url(""), context::session_cookie());
    let mut lines = vec![format!("curl {}", address(operation, &base))];
    match operation.proof() {
        Some("bearer" | "secretKey") => {
            lines.push("-H \"Authorization: Bearer $TOKEN\"".to_owned());
        }
        Some(_) => lines.push(format!("-b \"{cookie}=$SESSION\"")),
        None => {}
    }
    if operation.method != "get" && operation.proof() == Some("session") {
        lines.push(format!("-H 'Origin: {base}'"));
    }
    let example = operation.body().and_then(|body| {
        let name = body["schema"]["$ref"].as_str().unwrap_or_default();
        let schema = document().pointer(name.trim_start_matches('#'));
        body.get("example").or(schema?.get("example"))
    });
    if let Some(example) = example {
        let json = example.to_string().replace('\'', r"'\''");
        lines.push("-H 'Content-Type: application/json'".to_owned());
        lines.push(format!("-d '{json}'"));
    }
    let is_said = match operation.method {
        "get" => true,
        "post" => example.is_some(),
        _ => false,
    };
    if !is_said {
        lines.insert(1, format!("-X {}", operation.method.to_uppercase()));
    }
    lines.join(" \\\n  ")
}

/// The address, with the parameters that must be there.
fn address(operation: Operation, base: &str) -> String {
    let path = operation
        .path
        .replace("{id}", "$ID")
        .replace("{factor_id}", "$FACTOR_ID")
        .replace("{external_account_id}", "$EXTERNAL_ACCOUNT_ID")
        .replace("{provider}", "$PROVIDER")
        .replace("{template}", "$TEMPLATE");
    let query: Vec<_> = operation
        .parameters()
        .iter()
        .filter(|it| it["in"] == "query" && it["required"] == true)
        .filter_map(|it| {
            let example = it.get("example").or(it["schema"].get("example"))?;
            Some(format!("{}={}", it["name"].as_str()?, example.as_str()?))
        })
        .collect();
    let separator = if query.is_empty() { "" } else { "?" };
    format!("\"{base}{path}{separator}{}\"", query.join("&"))
}
