use leptos::{prelude::*, task::spawn_local};

use crate::user::{GetUserTokenOptions, JwtService, UseUserReturn, use_user};

/// Gets the user's token for another service.
#[component]
pub fn ShowToken() -> impl IntoView {
    let UseUserReturn {
        user, is_signed_in, ..
    } = use_user();
    let outcome = RwSignal::new(String::new());
    let get = move |service| {
        let Some(user) = user.get_untracked() else {
            return;
        };
        spawn_local(async move {
            outcome.set(
                match user
                    .get_token(service, GetUserTokenOptions::default())
                    .await
                {
                    Ok(jwt) => format!("A token of {} characters for {service:?}.", jwt.len()),
                    Err(error) => error.to_string(),
                },
            );
        });
    };

    view! {
        <div class="form">
            <div class="ways">
                {[JwtService::Clerk, JwtService::Firebase, JwtService::Hasura].map(|service| view! {
                    <button disabled=move || !is_signed_in.get() on:click=move |_| get(service)>{format!("{service:?}")}</button>
                }).into_iter().collect_view()}
            </div>
            <p role="status">{outcome}</p>
        </div>
    }
}
