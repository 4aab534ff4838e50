use jiff::Timestamp;
use leptos::prelude::*;

use super::{
    Flash, Section,
    date_time::DateTime,
    flash::message,
    page::Orphan,
    provider_failure::provider_failure,
    setting::{EntryButton, Setting},
};
use crate::{server::context, ui::sentence, viewer::use_language};
use identity::{ExternalAccount, ExternalAccountStatus, LinkedIdentity, Provider};

/// The accounts that the user signs in with: Timeback's, and those at other providers, which can be connected.
#[component]
pub fn ConnectedAccounts(
    /// The linked identities, of which Timeback's is shown.
    identities: Vec<LinkedIdentity>,
    /// The accounts at other providers.
    accounts: Vec<ExternalAccount>,
    flash: Option<Flash>,
) -> impl IntoView {
    let text = use_language().messages();
    let providers = context::external_providers();
    let timeback: Vec<_> = identities
        .into_iter()
        .filter(|identity| identity.provider == Provider::Timeback)
        .collect();
    if providers.is_empty() && accounts.is_empty() && timeback.is_empty() {
        return view! { <Orphan flash/> }.into_any();
    }
    let links = providers.into_iter().map(|provider| {
        let href = format!("/account/connected/connect?provider={}", provider.as_str());
        let words = text.account_connect(provider.name());
        view! { <li><a class="button quiet" rel="external nofollow" href=href>{words}</a></li> }
    });

    view! {
        <Setting section=Section::Connected title=text.account_connected() message=message(flash.as_ref(), text)>
            <ul class="entries">
                {timeback.into_iter().map(|identity| view! { <Timeback identity/> }).collect_view()}
                {accounts.into_iter().map(|account| view! { <Connected account/> }).collect_view()}
            </ul>
            <ul class="ways">{links.collect_view()}</ul>
        </Setting>
    }
    .into_any()
}

/// The account at Timeback, which the school manages.
#[component]
fn Timeback(identity: LinkedIdentity) -> impl IntoView {
    view! {
        <li>
            <div>
                <strong>"Timeback"</strong>
                <p class="soft"><Used called=identity.email at=Some(identity.last_sign_in_at)/></p>
            </div>
        </li>
    }
}

/// What an account is called at its provider, and when it was last used, if it was.
#[component]
fn Used(called: String, at: Option<Timestamp>) -> impl IntoView {
    let called = view! { <span dir="auto">{called}</span> };
    let Some(at) = at else {
        return called.into_any();
    };
    let words = use_language().messages().account_last_used();
    sentence(
        words.s0,
        view! { {called}{words.s1}<DateTime at/> },
        words.s2,
    )
    .into_any()
}

#[component]
fn Connected(account: ExternalAccount) -> impl IntoView {
    let text = use_language().messages();
    let name = account.provider.name();
    let called = account
        .email
        .clone()
        .or_else(|| account.username.clone())
        .unwrap_or_default();
    let failure = account
        .failure
        .map(|failure| provider_failure(failure, account.provider, text));
    let state = match (account.is_linked(), account.status) {
        (true, _) => None,
        (false, ExternalAccountStatus::Failed) => Some(text.account_connection_failed()),
        (false, _) => Some(text.account_connection_unfinished()),
    };
    let is_retried = failure.is_some() || state.is_some();
    let id = account.id.as_str().to_owned();
    let again = format!("/account/connected/reconnect?account={id}");
    let reconnect = text.account_reconnect_provider(name);

    view! {
        <li>
            <div>
                <strong>{name}</strong>
                <p class="soft">
                    {state.map(|state| format!("{state} "))}
                    <Used called at=account.last_sign_in_at/>
                </p>
                {failure.map(|words| view! { <p>{words}</p> })}
            </div>
            <div class="ways">
                {is_retried.then(|| view! { <a class="button quiet" rel="external nofollow" href=again aria-label=reconnect>{text.account_reconnect()}</a> })}
                <EntryButton
                    action="/account/connected/disconnect"
                    field="account"
                    id
                    text=text.account_disconnect()
                    label=text.account_disconnect_provider(name)
                />
            </div>
        </li>
    }
}
