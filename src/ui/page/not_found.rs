use leptos::prelude::*;

use super::Layout;
use crate::{server::context, viewer::use_language};

/// What an address shows that is none of ours; its status is 404.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    context::answer_not_found();
    let text = use_language().messages();

    view! {
        <Layout title=text.not_found_title()>
            <section class="notice">
                <h1>{text.not_found_title()}</h1>
                <p>{text.not_found()}</p>
                <p><a class="button" href="/">{text.go_to_start()}</a></p>
            </section>
        </Layout>
    }
}
