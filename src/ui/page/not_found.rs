use leptos::prelude::*;

use super::Layout;
use crate::server::context;

/// What an address shows that is none of ours; its status is 404.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    context::answer_not_found();

    view! {
        <Layout title="Page not found">
            <section class="notice">
                <h1>"Page not found"</h1>
                <p>"The address may have a typo, or the page has moved."</p>
                <p><a class="button" href="/">"Go to the start page"</a></p>
            </section>
        </Layout>
    }
}
