use leptos::{prelude::*, task::spawn_local};

use crate::user::{CreateExternalAccountParams, UseUserReturn, use_user};

/// Connects the user's account at GitHub: the browser goes there, and comes back to this page.
#[component]
pub fn ConnectAccount() -> impl IntoView {
    let UseUserReturn {
        user, is_signed_in, ..
    } = use_user();
    let outcome = RwSignal::new(String::new());
    let connect = move |_| {
        let Some(user) = user.get_untracked() else {
            return;
        };
        let params = CreateExternalAccountParams {
            strategy: "oauth_github".into(),
            redirect_url: Some("/examples".into()),
            ..Default::default()
        };
        spawn_local(async move {
            match user.create_external_account(params).await {
                Ok(account) => {
                    let url = account.verification.external_verification_redirect_url;
                    let _ = window().location().assign(&url.unwrap_or_default());
                }
                Err(error) => outcome.set(error.to_string()),
            }
        });
    };
    let accounts = move || {
        let user = user.get();
        let accounts = user.iter().flat_map(|user| &user.external_accounts);
        let line = |account: &crate::user::ExternalAccount| {
            let problem = account.verification.error.as_ref();
            let problem = problem.map(|error| format!(": {}", error.message));
            let (provider, status) = (&account.provider, account.verification.status);
            let text = format!("{provider} ({status:?}){}", problem.unwrap_or_default());
            view! { <li>{text}</li> }
        };
        accounts.map(line).collect_view()
    };

    view! {
        <div class="form">
            <ul aria-label="Accounts">{accounts}</ul>
            <button disabled=move || !is_signed_in.get() on:click=connect>"Connect GitHub"</button>
            <p role="status">{outcome}</p>
        </div>
    }
}
