use leptos::prelude::*;

use super::{GetProfile, ProfileUpdates, content::ProfileContent, server::load};
use crate::{
    ui::{Layout, read_page},
    viewer::use_language,
};

/// The profile page, `/profile`.
///
/// Rendered with in-order streaming: header and skeleton are sent at once, the profile follows when Timeback has responded,
/// with scripts or without.
#[component]
pub fn ProfilePage() -> impl IntoView {
    // A failed refresh without scripts redirects here with the error in the query.
    let refresh_error = ServerAction::<GetProfile>::new()
        .value()
        .get_untracked()
        .and_then(Result::err);

    read_page(|read| {
        view! {
        <Layout title=use_language().messages().profile_title()>
            <Skeleton/>
            {Suspend::new(async move {
                let dashboard = load::dashboard_by_deadline(read).await;
                view! { <ProfileUpdates><ProfileContent dashboard refresh_error/></ProfileUpdates> }
            })}
        </Layout>
    }
    .into_any()
    })
}

/// Placeholder while the profile loads. The stylesheet hides it once the profile follows it.
#[component]
fn Skeleton() -> impl IntoView {
    let loading = use_language().messages().profile_loading();

    view! {
        <div class="skeleton" role="status">
            <h1 class="hidden">{loading}</h1>
            <div class="who" aria-hidden="true"></div>
            <div class="freshness" aria-hidden="true"></div>
            <div class="cards" aria-hidden="true">
                <div class="card xp"></div>
                <div class="card week"></div>
                <div class="card goals"></div>
                <div class="card courses"></div>
            </div>
        </div>
    }
}
