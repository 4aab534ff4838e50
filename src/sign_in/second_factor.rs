use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_query_map};

use super::{form_message::message_from_query, load};
use crate::{
    server::context,
    ui::{Field, FormMessage, Layout, LoadError, Summary},
};
use identity::{SecondFactors, UserPhone};

/// `/second-factor`: what is asked of who has a second factor, before they are let in.
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    if !load::awaits_second_factor() {
        return view! { <Redirect path="/"/> }.into_any();
    }
    let message = message_from_query();
    let is_texted = use_query_map().with_untracked(|query| query.get("sent").is_some());

    view! {
        <Layout title="Second factor">
            <section class="notice">
                <h1>"One more step"</h1>
                <Summary message=message.clone()/>
                {Suspend::new(async move {
                    match load::second_factors().await {
                        Ok(Some(factors)) => view! { <Factors factors is_texted message/> }.into_any(),
                        Ok(None) => view! { <Redirect path="/"/> }.into_any(),
                        Err(error) => view! { <LoadError why=error.to_string()/> }.into_any(),
                    }
                })}
                <form method="post" action=context::sign_out_path()>
                    <button class="quiet">"Sign in as someone else"</button>
                </form>
            </section>
        </Layout>
    }
    .into_any()
}

#[component]
fn Factors(factors: SecondFactors, is_texted: bool, message: Option<FormMessage>) -> impl IntoView {
    let SecondFactors {
        has_totp, phones, ..
    } = factors;
    let words = match (is_texted, has_totp) {
        (true, _) => "We texted you a code. It can take a minute. Enter the newest one.",
        (false, true) => "Open your authenticator app and enter the code it shows.",
        (false, false) => "Have us text a code to your phone, and enter it here.",
    };

    view! {
        <p>{words}</p>
        <form class="form" method="post" action="/second-factor" novalidate>
            <Field name="code" label="Code" autocomplete="one-time-code" is_first=true note="Six digits. If you don't have your device, enter one of your backup codes." message/>
            <div class="ways"><button>"Sign in"</button></div>
        </form>
        {phones.into_iter().map(|phone| view! { <Phone phone/> }).collect_view()}
    }
}

/// Has a code texted.
#[component]
fn Phone(phone: UserPhone) -> impl IntoView {
    let number = phone.number.masked();
    let last = number
        .get(number.len().saturating_sub(4)..)
        .unwrap_or_default();
    view! {
        <form method="post" action="/second-factor/text">
            <input r#type="hidden" name="phone" value=phone.id/>
            <button class="quiet">{format!("Text a code to the number ending in {last}")}</button>
        </form>
    }
}
