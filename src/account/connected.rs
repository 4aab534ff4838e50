use leptos::prelude::*;

use super::{
    Flash, Section,
    date_time::DateTime,
    flash::message,
    page::Orphan,
    setting::{EntryButton, Setting},
};
use crate::server::context;
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
        view! { <li><a class="button quiet" rel="external nofollow" href=href>"Connect "{provider.name()}</a></li> }
    });

    view! {
        <Setting section=Section::Connected title="Connected accounts" message=message(flash.as_ref())>
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
                <p class="soft"><span dir="auto">{identity.email}</span>", last used "<DateTime at=identity.last_sign_in_at/></p>
            </div>
        </li>
    }
}

#[component]
fn Connected(account: ExternalAccount) -> impl IntoView {
    let name = account.provider.name();
    let called = account
        .email
        .clone()
        .or_else(|| account.username.clone())
        .unwrap_or_default();
    let failure = account
        .failure
        .map(|failure| failure.message(account.provider));
    let state = match (account.is_linked(), account.status) {
        (true, _) => None,
        (false, ExternalAccountStatus::Failed) => Some("Not connected. "),
        (false, _) => Some("Not finished. "),
    };
    let is_retried = failure.is_some() || state.is_some();
    let id = account.id.as_str().to_owned();
    let again = format!("/account/connected/reconnect?account={id}");
    let (reconnect, disconnect) = (format!("Reconnect {name}"), format!("Disconnect {name}"));

    view! {
        <li>
            <div>
                <strong>{name}</strong>
                <p class="soft">
                    {state}<span dir="auto">{called}</span>
                    {account.last_sign_in_at.map(|at| view! { ", last used "<DateTime at/> })}
                </p>
                {failure.map(|words| view! { <p>{words}</p> })}
            </div>
            <div class="ways">
                {is_retried.then(|| view! { <a class="button quiet" rel="external nofollow" href=again aria-label=reconnect>"Reconnect"</a> })}
                <EntryButton action="/account/connected/disconnect" field="account" id text="Disconnect" label=disconnect/>
            </div>
        </li>
    }
}
