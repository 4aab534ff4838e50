use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    server::context,
    viewer::{WatchSession, use_current_user},
};

/// What every page has: a title, the way around, and a place for its content.
#[component]
pub fn Layout(
    /// The page's title, before the product's name.
    title: &'static str,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=format!("{title} · Timeback")/>
        <a class="skip" href="#content">"Skip to content"</a>
        <header class="top">
            <a class="brand" href="/"><img src="/favicon.svg" alt="" width="28" height="28"/>"Timeback"</a>
            {use_current_user().map(|user| {
                let has_students = context::may_have_students(&user);
                view! { <SignedInNav has_students/> <WatchSession/> }
            })}
        </header>
        <main id="content">{children()}</main>
    }
}

#[component]
fn SignedInNav(has_students: bool) -> impl IntoView {
    view! {
        <nav aria-label="Main">
            <A href="/profile">"Profile"</A>
            {has_students.then(|| view! { <A href="/students">"Students"</A> })}
            <A href="/history">"History"</A>
            <A href="/account">"Account"</A>
        </nav>
        <form method="post" action=context::sign_out_path()>
            <button class="quiet">"Sign out"</button>
        </form>
    }
}
