use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_query_map};

use super::{
    code_flow,
    code_form::CodeForm,
    form_message::message_from_query,
    load::{self, LinkInQuestion},
};
use crate::{
    server::context,
    ui::{Layout, LoadError, Summary, sentence},
    viewer::use_language,
};
use identity::{AuthPolicy, CodeFlow};

/// `/confirm`: where links in mails lead, and where codes from mails are entered. Opening it does nothing yet: programs
/// that look at mails open links, too.
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let asked = |name: &'static str| use_query_map().with_untracked(|query| query.get(name));
    let flow = asked("for").as_deref().and_then(code_flow::parse);
    let content = match (asked("token"), flow, asked("done").as_deref()) {
        (Some(token), ..) => view! { <Link token/> }.into_any(),
        (None, Some(_), _) if !context::policy_allows(|policy| policy.local_accounts) => {
            view! { <Redirect path=load::closed_page()/> }.into_any()
        }
        (None, Some(_), _) if !context::policy_allows(|policy| policy.has_mail) => {
            view! { <Redirect path=load::no_mail_page()/> }.into_any()
        }
        (None, Some(flow), _) => view! { <CodeForm flow/> }.into_any(),
        (None, None, Some("changed")) => view! { <Changed/> }.into_any(),
        (None, None, Some("half")) => view! { <HalfChanged/> }.into_any(),
        _ => view! { <NoLink/> }.into_any(),
    };
    let title = use_language().messages().confirm_title();
    view! { <Layout title><section class="notice">{content}</section></Layout> }
}

/// What the link is for, and the button that does it.
#[component]
fn Link(token: String) -> impl IntoView {
    let language = use_language();
    Suspend::new(async move {
        let link = match load::find_link(&token).await {
            Ok(link) => link,
            Err(error) => return view! { <LoadError why=error.message(language)/> }.into_any(),
        };
        match link {
            Some(link) => view! { <LinkForm token link/> }.into_any(),
            None => view! { <NoLink/> }.into_any(),
        }
    })
}

#[component]
fn LinkForm(token: String, link: LinkInQuestion) -> impl IntoView {
    let LinkInQuestion {
        flow,
        email,
        destination,
    } = link;
    let text = use_language().messages();
    let link_for = text.confirm_link_for();
    let bold = view! { <strong>{email}</strong> };

    view! {
        <h1>{code_flow::heading(flow, text)}</h1>
        <p>{sentence(link_for.s0, bold, link_for.s1)}</p>
        {destination.map(|app| view! { <p><Onward flow app/></p> })}
        <form class="form" method="post" action="/confirm">
            <input type="hidden" name="token" value=token/>
            <div class="ways"><button>{code_flow::button(flow, text)}</button></div>
        </form>
    }
}

/// Where the button leads.
#[component]
fn Onward(flow: CodeFlow, app: String) -> impl IntoView {
    let text = use_language().messages();
    let (begin, end) = if flow == CodeFlow::EmailChange {
        let words = text.confirm_link_onward_both();
        (words.s0, words.s1)
    } else {
        let words = text.confirm_link_onward();
        (words.s0, words.s1)
    };
    sentence(begin, view! { <strong>{app}</strong> }, end)
}

#[component]
fn NoLink() -> impl IntoView {
    let text = use_language().messages();
    let (message, takes_codes) = (
        message_from_query(),
        context::policy_allows(AuthPolicy::takes_mailed_codes),
    );
    view! {
        <h1>{text.confirm_no_link()}</h1>
        <Summary message/>
        <p>{text.confirm_no_link_why()}</p>
        <ul class="ways">
            <li><a href="/">{if takes_codes { text.confirm_no_link_sign_in() } else { text.sign_in_submit() }}</a></li>
            {takes_codes.then(|| view! { <li><a href="/recover">{text.confirm_recovery()}</a></li> })}
            {takes_codes.then(|| view! { <li><a href="/confirm?for=sign_up">{text.confirm_no_link_sign_up()}</a></li> })}
        </ul>
    }
}

#[component]
fn Changed() -> impl IntoView {
    let text = use_language().messages();

    view! {
        <h1>{text.confirm_changed()}</h1>
        <p role="status">{text.confirm_changed_what()}</p>
        <p><a class="button" href="/">{text.sign_in_continue()}</a></p>
    }
}

#[component]
fn HalfChanged() -> impl IntoView {
    let text = use_language().messages();

    view! {
        <h1>{text.sign_in_mail_again()}</h1>
        <p role="status">{text.confirm_half()}</p>
    }
}
