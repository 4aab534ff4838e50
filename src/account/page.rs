use std::future::Future;

use leptos::prelude::*;
use leptos_router::components::A;

use super::{AccountPage, Flash, flash::message, load};
use crate::{
    error::AppError,
    ui::{Layout, LoadError, SignInFirst, Summary},
    viewer::{use_current_user, use_language},
};

/// What the pages of an account have in common: the navigation between them, and a heading.
#[component]
pub fn AccountLayout(
    /// The page.
    page: AccountPage,
    /// Its settings.
    children: Children,
) -> impl IntoView {
    let text = use_language().messages();
    let links = AccountPage::ALL.map(|page| {
        view! { <li><A href=page.path() exact=true>{page.title(text)}</A></li> }
    });
    view! {
        <Layout title=page.title(text)>
            <div class="account-page">
                <nav aria-label=text.nav_account()><ul>{links.into_iter().collect_view()}</ul></nav>
                <div class="settings">
                    <h1>{page.title(text)}</h1>
                    {children()}
                </div>
            </div>
        </Layout>
    }
}

/// A page whose settings have to be loaded: the settings, or why they are not there. Who is not signed in signs in first.
pub fn settings_page<T: Send + 'static>(
    page: AccountPage,
    load: impl Future<Output = Result<T, AppError>> + Send + 'static,
    settings: impl FnOnce(T, Option<Flash>) -> AnyView + Send + 'static,
) -> AnyView {
    if use_current_user().is_none() {
        return view! { <SignInFirst/> }.into_any();
    }
    let flash = load::take_flash(page);
    let language = use_language();

    view! {
        <AccountLayout page>
            <p class="skeleton soft">{language.messages().account_loading()}</p>
            {Suspend::new(async move {
                let loaded = load.await;
                let others = offers_to_sign_out_others(flash.as_ref()).await;
                match loaded {
                    Ok(loaded) => view! {
                        <div class="rows loaded">
                            {others.then(|| view! { <SignOutOthers/> })}
                            {settings(loaded, flash)}
                        </div>
                    }
                    .into_any(),
                    Err(error) => view! { <LoadError why=error.message(language)/> }.into_any(),
                }
            })}
        </AccountLayout>
    }
    .into_any()
}

/// The message of a form whose setting the school has switched off.
#[component]
pub fn Orphan(
    /// The flash, if its setting is not on the page.
    flash: Option<Flash>,
) -> impl IntoView {
    let text = use_language().messages();
    flash.map(|flash| {
        view! { <div class="setting"><Summary message=message(Some(&flash), text)/></div> }
    })
}

/// Offered after a way to sign in has changed: whoever knew the old one may still be signed in elsewhere.
#[component]
fn SignOutOthers() -> impl IntoView {
    let text = use_language().messages();
    view! {
        <form class="form done" method="post" action="/account/sessions/others" aria-label=text.account_sessions_others()>
            <p>{text.account_sessions_others_note()}</p>
            <button class="quiet">{text.account_sessions_end_others()}</button>
        </form>
    }
}

/// Whether to offer [`SignOutOthers`].
async fn offers_to_sign_out_others(flash: Option<&Flash>) -> bool {
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
