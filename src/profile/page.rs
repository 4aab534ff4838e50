use leptos::prelude::*;

use super::{GetProfile, Known, ProfileProvider, Report, view::ProfileView};
use crate::{
    error::AppError,
    server::context,
    ui::{Layout, SignInFirst, TooManyReadsPage},
    viewer::use_current_user,
};

/// `/profile`: how far the student is today.
///
/// The page streams in order: header and skeleton leave at once, the profile follows in place as soon as Timeback has
/// answered, with scripts and without.
#[component]
pub fn ProfilePage() -> impl IntoView {
    if use_current_user().is_none() {
        return view! { <SignInFirst/> }.into_any();
    }
    let read = match context::begin_read() {
        Ok(read) => read,
        Err(error) => {
            return view! { <TooManyReadsPage seconds=error.wait_seconds()/> }.into_any();
        }
    };
    // A refresh by plain form that failed comes back here with the reason in the address.
    let refused = ServerAction::<GetProfile>::new()
        .value()
        .get_untracked()
        .and_then(Result::err);

    view! {
        <Layout title="Profile">
            <Skeleton/>
            {Suspend::new(async move {
                let known = known(context::read_profile(read, false).await, refused);
                view! { <ProfileProvider known><ProfileView/></ProfileProvider> }
            })}
        </Layout>
    }
    .into_any()
}

/// What the page opens with: Timeback's answer, and the failure of a refresh beside it.
fn known(answer: Result<Report, AppError>, refused: Option<AppError>) -> Known {
    let known = Known::default().settle(answer);
    match refused {
        Some(error) => known.settle(Err(error)),
        None => known,
    }
}

/// The shape of the page while Timeback is being asked. The stylesheet hides it as soon as the profile stands after it.
#[component]
fn Skeleton() -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <h1 class="hidden">"Loading your profile…"</h1>
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
