use leptos::prelude::*;
use leptos_router::components::Redirect;

use crate::server::context;

/// Leads a visitor who is not signed in to the sign-in page, and back to this page once they are.
#[component]
pub fn SignInFirst() -> impl IntoView {
    context::keep_return_path();
    view! { <Redirect path="/"/> }
}
