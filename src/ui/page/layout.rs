use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use super::language_form::LanguageForm;
use crate::{
    server::context,
    viewer::{WatchSession, use_current_user, use_language},
};

/// What every page has: a title, the way around, and a place for its content.
#[component]
pub fn Layout(
    /// The page's title, before the product's name.
    #[prop(into)]
    title: String,
    /// The content.
    children: Children,
) -> impl IntoView {
    let text = use_language().messages();

    view! {
        <Title text=format!("{title} · Timeback")/>
        <a class="skip" href="#content">{text.skip_to_content()}</a>
        <header class="top">
            <a class="brand" href="/"><img src="/favicon.svg" alt="" width="28" height="28"/>"Timeback"</a>
            {use_current_user().map(|user| {
                let has_students = context::may_have_students(&user);
                view! { <SignedInNav has_students/> <WatchSession/> }
            })}
        </header>
        <main id="content">{children()}</main>
        <footer><LanguageForm/></footer>
    }
}

#[component]
fn SignedInNav(has_students: bool) -> impl IntoView {
    let text = use_language().messages();

    view! {
        <nav aria-label=text.main_navigation()>
            <A href="/profile">{text.nav_profile()}</A>
            {has_students.then(|| view! { <A href="/students">{text.nav_students()}</A> })}
            <A href="/history">{text.nav_history()}</A>
            <A href="/account">{text.nav_account()}</A>
        </nav>
        <form method="post" action=context::sign_out_path()>
            <button class="quiet">{text.sign_out()}</button>
        </form>
    }
}
