use leptos::prelude::*;

use crate::{
    profile::{AutoFetch, ManualFetch, ProfilePageState},
    user::UserExamples,
};

/// The examples of both hooks.
///
/// In a build with `split` its WebAssembly is loaded only where it is used. It is the only lazy island: of several, cargo-leptos would split off
/// what each two of them share, and cargo-leptos 0.3.11 fails on a part that is shorter than the name of its loader.
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
pub fn Examples(
    /// The state of a student who is verified, and no more.
    verified: ProfilePageState,
    /// All that the session has.
    all: ProfilePageState,
) -> impl IntoView {
    view! {
        <ManualFetch initial=verified/>
        <AutoFetch initial=all/>
        <noscript><p>"The button needs JavaScript; your profile doesn't."</p></noscript>
        <h1>"The user hook"</h1>
        <p>
            "All of these stand below one "<code>"provide_user(UserState::Loading)"</code>": the browser asks who is signed
            in. What one of them changes, the others show."
        </p>
        <UserExamples/>
        <noscript><p>"These examples need JavaScript."</p></noscript>
    }
}
