use leptos::{prelude::*, task::spawn_local};

use crate::user::{SessionWithActivities, UseUserReturn, UserError, use_user};

/// Lists where the user is signed in.
#[component]
pub fn ListSessions() -> impl IntoView {
    let UseUserReturn {
        user, is_signed_in, ..
    } = use_user();
    let sessions = RwSignal::new(None::<Result<Vec<SessionWithActivities>, UserError>>);
    let list = move |_| {
        let Some(user) = user.get_untracked() else {
            return;
        };
        spawn_local(async move { sessions.set(Some(user.get_sessions().await)) });
    };
    let entry = |session: SessionWithActivities| {
        let activity = session.latest_activity;
        let browser = activity
            .and_then(|it| it.browser_name)
            .unwrap_or_else(|| "Unknown browser".into());
        view! { <li>{browser}{session.is_current.then_some(" (this device)")}</li> }
    };

    view! {
        <div class="form">
            <button disabled=move || !is_signed_in.get() on:click=list>"List sessions"</button>
            {move || sessions.get().map(|sessions| match sessions {
                Ok(sessions) => view! { <ul aria-label="Sessions">{sessions.into_iter().map(entry).collect_view()}</ul> }.into_any(),
                Err(error) => view! { <p role="alert">{error.to_string()}</p> }.into_any(),
            })}
        </div>
    }
}
