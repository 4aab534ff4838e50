use leptos::{ev::Event, prelude::*, task::spawn_local};
use web_sys::{File, HtmlInputElement};

use crate::user::{UseUserReturn, use_user};

/// Sets the user's picture to a file that they choose, or removes it.
#[component]
pub fn ChoosePicture() -> impl IntoView {
    let UseUserReturn {
        user, is_signed_in, ..
    } = use_user();
    let outcome = RwSignal::new(String::new());
    let set = move |file: Option<File>| {
        let Some(user) = user.get_untracked() else {
            return;
        };
        spawn_local(async move {
            outcome.set(match user.set_profile_image(file.map(Into::into)).await {
                Ok(_) => "Saved.".into(),
                Err(error) => error.to_string(),
            });
        });
    };
    let chosen = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            set(Some(file));
        }
    };
    let image_url = move || user.get().map(|user| user.image_url.clone());

    view! {
        <div class="form">
            <img src=image_url alt="Your picture" width="64" height="64"/>
            <div class="field">
                <label for="example_picture">"New picture"</label>
                <input id="example_picture" type="file" accept="image/png,image/jpeg,image/webp,image/gif"
                    disabled=move || !is_signed_in.get() on:change=chosen/>
            </div>
            <button disabled=move || !is_signed_in.get() on:click=move |_| set(None)>"Remove picture"</button>
            <p role="status">{outcome}</p>
        </div>
    }
}
