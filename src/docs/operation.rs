use leptos::prelude::*;
use serde_json::Value;

use super::{
    curl::curl,
    schema::{Fields, Kind, kind},
    words::Words,
};

/// What can be done, and what the document says of it.
#[derive(Clone, Copy)]
pub struct Operation {
    /// `get`, `post`, …
    pub method: &'static str,
    /// With its parameters in braces.
    pub path: &'static str,
    /// The document's own words.
    pub says: &'static Value,
}

impl Operation {
    /// All of them, by path.
    pub fn all(document: &'static Value) -> Vec<Self> {
        let paths = document["paths"].as_object().into_iter().flatten();
        let of_path = |(path, item): (&'static String, &'static Value)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(method, says)| Self { method, path, says })
        };
        paths.flat_map(of_path).collect()
    }

    /// Its name, which is its anchor.
    pub fn id(self) -> &'static str {
        text(&self.says["operationId"])
    }

    /// To which group it belongs.
    pub fn group(self) -> &'static str {
        text(&self.says["tags"][0])
    }

    /// Method and path.
    pub fn route(self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// What it takes: `bearer`, `session`, or nothing.
    pub fn proof(self) -> Option<&'static str> {
        let proof = self.says["security"][0].as_object()?;
        proof.keys().next().map(String::as_str)
    }

    /// The body it takes: as JSON, or else as a form.
    pub fn body(self) -> Option<&'static Value> {
        let content = self.says["requestBody"]["content"].as_object()?;
        let json = content.get("application/json");
        json.or_else(|| content.values().next())
    }

    /// Its parameters, in paths, queries and headers.
    pub fn parameters(self) -> &'static [Value] {
        self.says["parameters"]
            .as_array()
            .map_or(&[], Vec::as_slice)
    }
}

fn text(value: &'static Value) -> &'static str {
    value.as_str().unwrap_or_default()
}

#[component]
pub fn OperationArticle(operation: Operation) -> impl IntoView {
    let says = operation.says;
    let proof = match operation.proof() {
        Some("bearer") => "Requires an access token: Authorization: Bearer …",
        Some("secretKey") => "Requires the secret key: Authorization: Bearer sk_…",
        Some(_) => "Requires the session cookie of a signed-in browser.",
        None => "No authentication required.",
    };
    view! {
        <article class="card" id=operation.id()>
            <h3><code>{operation.route()}</code></h3>
            <p><strong><Words text=text(&says["summary"])/></strong></p>
            <p><Words text=text(&says["description"])/></p>
            <p class="soft">{proof}</p>
            <Parameters operation/>
            {operation.body().map(|body| view! { <p>"Body: "<Kind kind=kind(&body["schema"])/></p> })}
            <BodyFields operation/>
            <pre tabindex="0" aria-label="Example"><code>{curl(operation)}</code></pre>
            <Answers operation/>
        </article>
    }
}

#[component]
fn Parameters(operation: Operation) -> impl IntoView {
    let row = |parameter: &'static Value| {
        let must = if parameter["required"] == true {
            ", required"
        } else {
            ""
        };
        view! {
            <dt><code>{text(&parameter["name"])}</code>" ("{text(&parameter["in"])}{must}")"</dt>
            <dd><Words text=text(&parameter["description"])/></dd>
        }
    };
    let parameters = operation.parameters();
    (!parameters.is_empty()).then(|| view! { <dl>{parameters.iter().map(row).collect_view()}</dl> })
}

/// The fields of a body whose schema has no name to look up.
#[component]
fn BodyFields(operation: Operation) -> impl IntoView {
    let schema = operation.body().map(|body| &body["schema"]);
    let schema = schema.filter(|schema| schema.get("$ref").is_none());
    schema.map(|schema| view! { <Fields schema/> })
}

#[component]
fn Answers(operation: Operation) -> impl IntoView {
    let responses = operation.says["responses"]
        .as_object()
        .into_iter()
        .flatten();
    view! {
        <div class="wide" tabindex="0" role="region" aria-label="Responses">
            <table>
                <thead><tr><th scope="col">"Status"</th><th scope="col">"Response"</th></tr></thead>
                <tbody>{responses.map(|(status, says)| view! { <Answer status says/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Answer(status: &'static str, says: &'static Value) -> impl IntoView {
    let content = &says["content"]["application/json"];
    let refusals = content["examples"].as_object();
    let headers = says["headers"].as_object().into_iter().flatten();
    view! {
        <tr>
            <th scope="row">{status}</th>
            <td>
                {match refusals {
                    Some(refusals) => refusals.iter().map(|(code, example)| view! {
                        <p><code>{code.as_str()}</code>" "{text(&example["summary"])}</p>
                    }).collect_view().into_any(),
                    None => view! { <p><Words text=text(&says["description"])/></p> }.into_any(),
                }}
                {content.get("schema").map(|schema| view! { <p class="soft"><Kind kind=kind(schema)/></p> })}
                {headers.map(|(name, header)| view! {
                    <p class="soft"><code>{name.as_str()}</code>": "{text(&header["description"])}</p>
                }).collect_view()}
            </td>
        </tr>
    }
}
