use leptos::prelude::*;
use serde_json::Value;

use super::{
    operation::{Operation, OperationArticle},
    schema::Schemas,
    words::{Words, anchor},
};
use crate::{api::document::document, ui::Layout};

/// `/docs`: every operation of the APIs, as the document at `/docs/openapi.json` has them. It needs no script.
#[component]
pub fn DocsPage() -> impl IntoView {
    let document = document();
    let operations = Operation::all(document);
    let groups = document["tags"].as_array().map_or(&[][..], Vec::as_slice);
    let words = document["info"]["description"].as_str().unwrap_or_default();
    view! {
        <Layout title="API">
            <div class="docs">
                <h1>"API reference"</h1>
                <p><Words text=words/></p>
                <p>"Machine-readable: "<a href="/docs/openapi.json">"OpenAPI 3.1 document"</a>"."</p>
                <nav aria-label="Operations">
                    <ul>
                        {groups.iter().map(|group| view! { <GroupLinks group operations=operations.clone()/> }).collect_view()}
                        <li><a href="#schemas">"Schemas"</a></li>
                    </ul>
                </nav>
                {groups.iter().map(|group| view! { <Group group operations=operations.clone()/> }).collect_view()}
                <Schemas document/>
            </div>
        </Layout>
    }
}

fn name(group: &'static Value) -> &'static str {
    group["name"].as_str().unwrap_or_default()
}

#[component]
fn GroupLinks(group: &'static Value, operations: Vec<Operation>) -> impl IntoView {
    let links = operations
        .into_iter()
        .filter(|it| it.group() == name(group));
    view! {
        <li>
            <a href=format!("#{}", anchor(name(group)))>{name(group)}</a>
            <ul>
                {links.map(|it| view! { <li><a href=format!("#{}", it.id())><code>{it.route()}</code></a></li> }).collect_view()}
            </ul>
        </li>
    }
}

#[component]
fn Group(group: &'static Value, operations: Vec<Operation>) -> impl IntoView {
    let own = operations
        .into_iter()
        .filter(|it| it.group() == name(group));
    let (id, labelled_by) = (anchor(name(group)), anchor(name(group)));
    view! {
        <section aria-labelledby=labelled_by>
            <h2 id=id>{name(group)}</h2>
            <p><Words text=group["description"].as_str().unwrap_or_default()/></p>
            {own.map(|operation| view! { <OperationArticle operation/> }).collect_view()}
        </section>
    }
}
