//! The pages, and where they are.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::{
    examples::ExamplesPage,
    profile::ProfilePage,
    sign_in::{LinkPage, SignInPage},
    ui::NotFoundPage,
};

/// Every page streams in order: what a reader without scripts sees is what a reader with scripts sees.
const STREAMED: SsrMode = SsrMode::InOrder;

/// The application. It runs on the server; in the browser only its islands do.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();

    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/") view=SignInPage ssr=STREAMED/>
                <Route path=path!("/link") view=LinkPage ssr=STREAMED/>
                <Route path=path!("/profile") view=ProfilePage ssr=STREAMED/>
                <Route path=path!("/examples") view=ExamplesPage ssr=STREAMED/>
            </Routes>
        </Router>
    }
}
