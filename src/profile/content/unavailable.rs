use leptos::prelude::*;

use super::freshness::Refresh;
use crate::{error::AppError, viewer::use_language};

/// The notice shown without a profile, with the reason.
#[component]
pub fn Unavailable(
    /// Why there is no profile.
    error: AppError,
) -> impl IntoView {
    let language = use_language();
    let text = language.messages();

    view! {
        <section class="notice">
            <h1>{text.unavailable_title()}</h1>
            <p role="alert" data-message data-offline=AppError::Offline.message(language)>{error.message(language)}</p>
            {(error == AppError::Ambiguous).then(|| view! {
                <p>{text.unavailable_ambiguous()}</p>
            })}
            {(error == AppError::AddressReassigned).then(|| view! {
                <p>{text.unavailable_reassigned()}</p>
            })}
            <Refresh label=text.try_again()/>
        </section>
    }
}

/// The notice for a signed-in user whose address no Timeback user has, with what to do next.
#[component]
pub fn NotInTimeback() -> impl IntoView {
    let language = use_language();
    let text = language.messages();

    view! {
        <section class="notice">
            <h1>{text.not_in_timeback_title()}</h1>
            <p>{text.not_in_timeback()}</p>
            <ul>
                <li>{text.not_in_timeback_just_added()}</li>
                <li>{text.not_in_timeback_other_account()}</li>
                <li>{text.not_in_timeback_ask()}</li>
            </ul>
            <p role="status" data-message data-offline=AppError::Offline.message(language)></p>
            <Refresh label=text.check_again()/>
        </section>
    }
}
