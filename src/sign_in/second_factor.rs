use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_query_map};

use super::{form_message::message_from_query, load};
use crate::{
    server::context,
    ui::{Field, FormMessage, Layout, LoadError, Summary},
    viewer::use_language,
};
use identity::{SecondFactors, UserPhone};

/// `/second-factor`: what is asked of who has a second factor, before they are let in.
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    if !load::awaits_second_factor() {
        return view! { <Redirect path="/"/> }.into_any();
    }
    let language = use_language();
    let text = language.messages();
    let message = message_from_query();
    let is_texted = use_query_map().with_untracked(|query| query.get("sent").is_some());

    view! {
        <Layout title=text.second_step_title()>
            <section class="notice">
                <h1>{text.second_step_heading()}</h1>
                <Summary message=message.clone()/>
                {Suspend::new(async move {
                    match load::second_factors().await {
                        Ok(Some(factors)) => view! { <Factors factors is_texted message/> }.into_any(),
                        Ok(None) => view! { <Redirect path="/"/> }.into_any(),
                        Err(error) => view! { <LoadError why=error.message(language)/> }.into_any(),
                    }
                })}
                <form method="post" action=context::sign_out_path()>
                    <button class="quiet">{text.second_step_someone_else()}</button>
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
    let text = use_language().messages();
    let words = match (is_texted, has_totp) {
        (true, _) => text.second_step_texted(),
        (false, true) => text.second_step_app(),
        (false, false) => text.second_step_phone(),
    };

    view! {
        <p>{words}</p>
        <form class="form" method="post" action="/second-factor" novalidate>
            <Field name="code" label=text.second_step_code() autocomplete="one-time-code" is_first=true note=text.second_step_code_note() message/>
            <div class="ways"><button>{text.sign_in_submit()}</button></div>
        </form>
        {phones.into_iter().map(|phone| view! { <Phone phone/> }).collect_view()}
    }
}

/// Has a code texted.
#[component]
fn Phone(phone: UserPhone) -> impl IntoView {
    let text = use_language().messages();
    let number = phone.number.masked();
    let last = number
        .get(number.len().saturating_sub(4)..)
        .unwrap_or_default();
    view! {
        <form method="post" action="/second-factor/text">
            <input r#type="hidden" name="phone" value=phone.id/>
            <button class="quiet">{text.second_step_text(last)}</button>
        </form>
    }
}
