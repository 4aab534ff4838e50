use leptos::prelude::*;
use leptos_router::components::Redirect;

use crate::{
    profile::{AutoProfile, ProfileButton, ProfileProvider},
    ui::Layout,
    viewer::use_viewer,
};

/// `/examples`: the profile hook at work. The code shown is the code that runs.
#[component]
pub fn ExamplesPage() -> impl IntoView {
    if use_viewer().is_none() {
        return view! { <Redirect path="/"/> }.into_any();
    }

    view! {
        <Layout title="Examples">
            <h1>"The profile hook, two ways"</h1>
            <p>
                "Both components share what the session knows of the student. Each stands below a "<code>"ProfileProvider"</code>
                " of its own here, so that you can watch them one by one."
            </p>
            <Example title="Manual fetch" code=component_of(include_str!("../profile/button.rs"))>
                <ProfileProvider><ProfileButton/></ProfileProvider>
                <noscript><p>"A button that fetches without leaving the page needs scripts; your profile does not."</p></noscript>
            </Example>
            <Example title="Auto-fetch when verified" code=component_of(include_str!("../profile/auto.rs"))>
                <ProfileProvider><AutoProfile/></ProfileProvider>
            </Example>
        </Layout>
    }
    .into_any()
}

#[component]
fn Example(title: &'static str, code: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="example" aria-label=title>
            <h2>{title}</h2>
            <div class="card result">{children()}</div>
            <pre tabindex="0" aria-label=format!("{title}: code")><code>{code}</code></pre>
        </section>
    }
}

/// A file's component without its imports.
fn component_of(file: &'static str) -> &'static str {
    file.find("#[island]")
        .and_then(|start| file.get(start..))
        .unwrap_or(file)
}
