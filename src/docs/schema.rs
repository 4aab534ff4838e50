use leptos::prelude::*;
use serde_json::Value;

use super::words::Words;

/// What kind of value a schema is of.
#[derive(Debug, PartialEq, Eq)]
pub enum KindOf {
    /// A schema with a name.
    Named(&'static str),
    /// A list.
    List(Box<KindOf>),
    /// One of several.
    Either(Vec<KindOf>),
    /// A plain value.
    Plain(String),
}

/// Reads the kind.
pub fn kind(schema: &'static Value) -> KindOf {
    if let Some(name) = schema["$ref"].as_str() {
        return KindOf::Named(name.rsplit('/').next().unwrap_or(name));
    }
    let cases = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
    if let Some(cases) = cases {
        let mut kinds: Vec<_> = cases.iter().map(kind).collect();
        kinds.dedup();
        return KindOf::Either(kinds);
    }
    if schema["allOf"].is_array() {
        return KindOf::Plain("object".to_owned());
    }
    let name = match &schema["type"] {
        Value::String(name) => name.clone(),
        Value::Array(names) => names
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" or "),
        _ => "anything".to_owned(),
    };
    if schema["items"].is_object() {
        return KindOf::List(Box::new(kind(&schema["items"])));
    }
    let format = schema["format"]
        .as_str()
        .map(|format| format!(" ({format})"));
    KindOf::Plain(name + &format.unwrap_or_default())
}

#[component]
pub fn Kind(kind: KindOf) -> AnyView {
    match kind {
        KindOf::Named(name) => view! { <a href=format!("#schema-{name}")>{name}</a> }.into_any(),
        KindOf::List(item) => view! { "list of "<Kind kind=*item/> }.into_any(),
        KindOf::Either(cases) => cases
            .into_iter()
            .enumerate()
            .map(|(index, case)| {
                view! { {(index > 0).then_some(" or ")}<Kind kind=case/> }
            })
            .collect_view()
            .into_any(),
        KindOf::Plain(name) => name.into_any(),
    }
}

#[component]
pub fn Schemas(document: &'static Value) -> impl IntoView {
    let schemas = document["components"]["schemas"].as_object();
    let schemas = schemas.into_iter().flatten();
    view! {
        <section aria-labelledby="schemas">
            <h2 id="schemas">"Schemas"</h2>
            {schemas.map(|(name, schema)| view! { <Schema name schema/> }).collect_view()}
        </section>
    }
}

#[component]
fn Schema(name: &'static str, schema: &'static Value) -> impl IntoView {
    let cases = schema["oneOf"].as_array().or(schema["allOf"].as_array());
    view! {
        <article class="card" id=format!("schema-{name}")>
            <h3>{name}</h3>
            <p><Words text=schema["description"].as_str().unwrap_or_default()/></p>
            {match cases {
                Some(cases) => cases.iter().map(|case| view! { <Fields schema=case/> }).collect_view().into_any(),
                None => view! { <Fields schema/> }.into_any(),
            }}
        </article>
    }
}

/// The fields of an object.
#[component]
pub fn Fields(schema: &'static Value) -> impl IntoView {
    let is_required = |name: &str| {
        let required = schema["required"].as_array().into_iter().flatten();
        required.into_iter().any(|it| it == name)
    };
    let row = |(name, field): (&'static String, &'static Value)| {
        let words = field["description"].as_str().unwrap_or_default();
        let must = if is_required(name) { "" } else { ", optional" };
        view! {
            <dt><code>{name.as_str()}</code>" "<span class="soft"><Kind kind=kind(field)/>{must}</span></dt>
            <dd><Words text=words/></dd>
        }
    };
    let fields = schema["properties"].as_object().into_iter().flatten();
    view! { <dl>{fields.map(row).collect_view()}</dl> }
}
