use leptos::prelude::*;

use super::{Flash, date_time::DateTime, flash::message};
use crate::{server::context, ui::Summary};
use identity::{ExternalAccount, ExternalAccountStatus};

/// The accounts at providers other than Timeback, and those that can be connected.
#[component]
pub fn ConnectedAccounts(accounts: Vec<ExternalAccount>, flash: Option<Flash>) -> impl IntoView {
    let providers = context::external_providers();
    if providers.is_empty() && accounts.is_empty() {
        return ().into_any();
    }
    let has_none = accounts.is_empty();
    let links = providers.into_iter().map(|provider| {
        let href = format!("/account/connected/connect?provider={}", provider.as_str());
        view! { <li><a class="button quiet" rel="external nofollow" href=href>"Connect "{provider.name()}</a></li> }
    });

    view! {
        <section class="card" aria-labelledby="connected">
            <h2 id="connected">"Connected accounts"</h2>
            <Summary message=message(flash.as_ref())/>
            {has_none.then(|| view! { <p>"Connect an account, and you can sign in with it."</p> })}
            <ul class="entries">{accounts.into_iter().map(|account| view! { <Connected account/> }).collect_view()}</ul>
            <ul class="ways">{links.collect_view()}</ul>
        </section>
    }
    .into_any()
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
            {is_retried.then(|| view! { <a class="button quiet" rel="external nofollow" href=again aria-label=reconnect>"Reconnect"</a> })}
            <form method="post" action="/account/connected/disconnect">
                <input r#type="hidden" name="account" value=id/>
                <button class="quiet" aria-label=disconnect>"Disconnect"</button>
            </form>
        </li>
    }
}
