use leptos::prelude::*;

use super::islands::Examples;
use crate::{
    profile::{ProfilePageState, cached_profile, verify},
    server::context,
    ui::{Layout, SignInFirst, TooManyReadsPage},
    viewer::use_current_user,
};

/// `/examples`: the hooks at work. The code shown is the code that runs.
#[component]
pub fn ExamplesPage() -> impl IntoView {
    if use_current_user().is_none() {
        return view! { <SignInFirst/> }.into_any();
    }
    let read = match context::begin_read() {
        Ok(read) => read,
        Err(error) => {
            return view! { <TooManyReadsPage seconds=error.wait_seconds()/> }.into_any();
        }
    };

    view! {
        <Layout title="Examples">
            <h1>"The profile hook, two ways"</h1>
            <p>
                "Each component stands below a "<code>"provide_timeback_profile"</code>" of its own. The first one is told that you
                are verified and no more, so that you can watch it; the second one is told all that your session has."
            </p>
            {Suspend::new(async move {
                let fetched = cached_profile(read).await;
                let verified = ProfilePageState::default().verified(verify().await);
                let all = match fetched {
                    Some(profile) => ProfilePageState::default().finish(Ok(profile)),
                    None => verified.clone(),
                };
                view! { <Examples verified all/> }
            })}
        </Layout>
    }
    .into_any()
}
