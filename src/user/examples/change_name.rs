use leptos::{prelude::*, task::spawn_local};

use crate::user::{UpdateUserParams, UseUserReturn, use_user};

/// Changes the user's first name.
#[component]
pub fn ChangeName() -> impl IntoView {
    let UseUserReturn {
        user, is_signed_in, ..
    } = use_user();
    let (first_name, outcome) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let save = move || {
        let Some(user) = user.get_untracked() else {
            return;
        };
        let params = UpdateUserParams {
            first_name: Some(first_name.get_untracked()),
            ..Default::default()
        };
        spawn_local(async move {
            outcome.set(match user.update(params).await {
                Ok(user) => format!(
                    "Saved: {}",
                    user.full_name().unwrap_or_else(|| "no name".into())
                ),
                Err(error) => error.to_string(),
            });
        });
    };

    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); save(); }>
            <div class="field">
                <label for="example_name">"First name"</label>
                <input id="example_name" autocomplete="given-name" bind:value=first_name/>
            </div>
            <button disabled=move || !is_signed_in.get()>"Save name"</button>
            <p role="status">{outcome}</p>
        </form>
    }
}
