use leptos::prelude::*;

use super::islands::Examples;
use crate::{
    profile::{ProfilePageState, cached_profile, verify},
    ui::{Layout, read_page},
};

/// `/examples`: the hooks at work. The code shown is the code that runs.
#[component]
pub fn ExamplesPage() -> impl IntoView {
    read_page(|read| {
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
    })
}
