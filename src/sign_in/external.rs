use leptos::prelude::*;

use crate::{server::context, viewer::use_language};

/// The ways in through providers other than Timeback.
#[component]
pub fn ExternalSignIns() -> impl IntoView {
    let text = use_language().messages();
    let providers = context::external_providers();
    (!providers.is_empty()).then(|| {
        let links = providers.into_iter().map(|provider| {
            let href = format!("/oauth/signin/{}", provider.as_str());
            // Not for the router of the browser, nor for what follows links ahead of a click.
            view! { <li><a class="button quiet" rel="external nofollow" href=href>{text.sign_in_with_provider(provider.name())}</a></li> }
        });
        view! { <ul class="ways" aria-label=text.sign_in_other_ways()>{links.collect_view()}</ul> }
    })
}
