use leptos::prelude::*;

use crate::user::{UseUserReturn, use_user};

/// Says who is signed in.
#[component]
pub fn SignedInUser() -> impl IntoView {
    let UseUserReturn {
        user,
        is_loaded,
        error,
        reload,
        ..
    } = use_user();

    view! {
        {move || match (user.get(), error.get()) {
            (Some(user), _) => view! {
                <p>
                    "Hello, " <strong dir="auto">{user.full_name().or(user.username.clone())}</strong> "! "
                    {if user.two_factor_enabled() { "You sign in with two factors. " } else { "You sign in with one factor. " }}
                    {format!("Linked accounts: {}.", user.verified_external_accounts().count())}
                </p>
            }.into_any(),
            (None, Some(error)) => view! {
                <p role="alert">{error.to_string()}</p>
                <button on:click=move |_| reload.run(())>"Try again"</button>
            }.into_any(),
            (None, None) if is_loaded.get() => view! { <p>"You are signed out. "<a href="/">"Sign in"</a></p> }.into_any(),
            (None, None) => view! { <p>"Loading…"</p> }.into_any(),
        }}
    }
}
