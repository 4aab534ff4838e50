use leptos::prelude::*;
use leptos_router::components::A;

use super::{AccountPage, Flash, flash::message, load};
use crate::{
    error::AppError,
    ui::{Layout, LoadError, Summary},
};

/// What the pages of an account have in common: the navigation between them, and a heading.
#[component]
pub fn AccountLayout(
    /// The page.
    page: AccountPage,
    /// Its settings.
    children: Children,
) -> impl IntoView {
    let links = AccountPage::ALL.map(|page| {
        view! { <li><A href=page.path() exact=true>{page.title()}</A></li> }
    });
    view! {
        <Layout title=page.title()>
            <div class="account-page">
                <nav aria-label="Account"><ul>{links.into_iter().collect_view()}</ul></nav>
                <div class="settings">
                    <h1>{page.title()}</h1>
                    {children()}
                </div>
            </div>
        </Layout>
    }
}

/// The settings of a page once they are loaded, or why they are not.
pub fn loaded<T>(settings: Result<T, AppError>, view: impl FnOnce(T) -> AnyView) -> AnyView {
    match settings {
        Ok(settings) => view! { <div class="rows loaded">{view(settings)}</div> }.into_any(),
        Err(error) => view! { <LoadError why=error.to_string()/> }.into_any(),
    }
}

/// The message of a form whose setting the school has switched off.
#[component]
pub fn Orphan(
    /// The flash, if its setting is not on the page.
    flash: Option<Flash>,
) -> impl IntoView {
    flash.map(|flash| view! { <div class="setting"><Summary message=message(Some(&flash))/></div> })
}

/// Offered after a way to sign in has changed: whoever knew the old one may still be signed in elsewhere.
#[component]
pub fn SignOutOthers() -> impl IntoView {
    view! {
        <form class="form done" method="post" action="/account/sessions/others" aria-label="Other devices">
            <p>"You're still signed in on other devices. If one might not be yours, sign it out now."</p>
            <button class="quiet">"Sign out everywhere else"</button>
        </form>
    }
}

/// Whether to offer [`SignOutOthers`] on a page that does not list the sessions.
pub async fn offers_to_sign_out_others(flash: Option<&Flash>) -> bool {
    match flash {
        Some(flash) if flash.outcome.touches_ways_in() => {
            // What else the page shows does not depend on it.
            load::sessions().await.is_ok_and(|all| has_others(&all))
        }
        _ => false,
    }
}

/// Whether the user is signed in elsewhere.
pub fn has_others(sessions: &[identity::OwnSession]) -> bool {
    sessions.iter().any(|session| !session.is_current)
}
