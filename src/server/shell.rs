use axum::{extract::FromRef as _, http::request::Parts};
use leptos::{config::LeptosOptions, hydration::AutoReload, nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;

use super::{AppState, assets::Assets, security_headers};
use crate::{app::App, viewer::use_language};
use identity::RedirectAllowlist;

/// Script that hydrates the islands. leptos has its own, but exposes the page's nonce to injected scripts (see
/// `HydrationScripts` of leptos 0.8.23).
const ISLANDS: &str = include_str!("islands.js");

/// Whether the page's content security policy allows its forms to redirect to the identity provider.
#[derive(Debug, Clone, Copy)]
pub struct LeadsToProvider(pub bool);

/// The HTML document around every page.
pub fn shell(state: &AppState) -> impl IntoView + use<> {
    let Assets {
        css,
        js,
        lazy_js,
        wasm,
    } = state.assets.clone();
    let nonce = use_nonce();
    if let (Some(nonce), Some(response)) = (&nonce, use_context::<ResponseOptions>()) {
        let is_confirm = |parts: Parts| parts.uri.path() == "/confirm";
        let redirect_allowlist = state.identity.policy().redirect_allowlist;
        let leads_to_loopback = redirect_allowlist == RedirectAllowlist::OwnOriginAndLoopback
            && use_context::<Parts>().is_some_and(is_confirm);
        let provider = state.provider.known_logout_origin();
        provide_context(LeadsToProvider(provider.is_some()));
        let apps = leads_to_loopback.then_some(security_headers::LOOPBACK);
        let form_targets = [provider.as_deref(), apps].into_iter().flatten();
        security_headers::allow_own_scripts(&response, nonce, state.is_watched, form_targets);
    }
    if let Some(shared) = Owner::current_shared_context() {
        // Only islands are hydrated; the rest of the page needs no hydration markers.
        shared.set_is_hydrating(false);
    }

    let language = use_language();

    view! {
        <!DOCTYPE html>
        <html lang=language.tag() dir=language.direction()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="description" content=language.messages().description()/>
                <link rel="preload" href="/fonts/nunito-latin-5.3.0.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href=css/>
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <link rel="modulepreload" href=js.clone() nonce=nonce.clone()/>
                {lazy_js.map(|path| view! { <link rel="modulepreload" href=path nonce=nonce.clone()/> })}
                <link rel="preload" href=wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
                <MetaTags/>
                {state.is_watched.then(|| view! { <AutoReload options=LeptosOptions::from_ref(state)/> })}
                <script r#type="module" nonce=nonce>{format!("{ISLANDS}({js:?}, {wasm:?});")}</script>
            </head>
            <body><App/></body>
        </html>
    }
}
