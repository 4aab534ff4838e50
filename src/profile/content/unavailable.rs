use leptos::prelude::*;

use super::freshness::Refresh;
use crate::error::AppError;

/// The notice shown without a profile, with the reason.
#[component]
pub fn Unavailable(
    /// Why there is no profile.
    error: AppError,
) -> impl IntoView {
    view! {
        <section class="notice">
            <h1>"Your profile is not here yet"</h1>
            <p role="alert" data-message data-offline=AppError::Offline.to_string()>{error.to_string()}</p>
            {(error == AppError::Ambiguous).then(|| view! {
                <p>"A teacher or your school's office can fix this: each student needs their own address."</p>
            })}
            {(error == AppError::AddressReassigned).then(|| view! {
                <p>"Your account here was set up for another Timeback user. Please ask your school's administrator to remove it so you can have your own."</p>
            })}
            <Refresh label="Try again"/>
        </section>
    }
}

/// The notice for a signed-in user whose address no Timeback user has, with what to do next.
#[component]
pub fn NotInTimeback() -> impl IntoView {
    view! {
        <section class="notice">
            <h1>"You are signed in"</h1>
            <p>"Timeback doesn't know this account yet. Once your school adds you, your courses and XP will show up here."</p>
            <ul>
                <li>"Were you just added? Check again."</li>
                <li>"Do you have another school account? Sign out, then sign in with that one."</li>
                <li>"If not, ask your teacher to add you to Timeback."</li>
            </ul>
            <p role="status" data-message data-offline=AppError::Offline.to_string()></p>
            <Refresh label="Check again"/>
        </section>
    }
}
