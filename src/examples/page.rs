use leptos::prelude::*;

use crate::{
    profile::{
        AutoProfile, ProfileButton, ProfilePageState, ProfileProvider, cached_profile, verify,
    },
    server::context,
    ui::{Example, Layout, SignInFirst, TooManyReadsPage, component_of},
    user::UserExamples,
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
                "Each component stands below a "<code>"ProfileProvider"</code>" of its own. The first one is told that you
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
            <noscript><p>"The button needs JavaScript; your profile doesn't."</p></noscript>
            <h1>"The user hook"</h1>
            <p>
                "All of these stand in one island, which calls "<code>"provide_user(UserState::Loading)"</code>": the browser
                asks who is signed in. What one of them changes, the others show."
            </p>
            <UserExamples/>
            <noscript><p>"These examples need JavaScript."</p></noscript>
        </Layout>
    }
    .into_any()
}

#[component]
fn Examples(verified: ProfilePageState, all: ProfilePageState) -> impl IntoView {
    view! {
        <Example title="Manual fetch" code=component_of(include_str!("../profile/button.rs"))>
            <ProfileProvider initial=verified><ProfileButton/></ProfileProvider>
        </Example>
        <Example title="Auto-fetch when verified" code=component_of(include_str!("../profile/auto.rs"))>
            <ProfileProvider initial=all><AutoProfile/></ProfileProvider>
        </Example>
    }
}
