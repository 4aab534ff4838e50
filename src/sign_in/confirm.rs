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
    ui::{Layout, LoadError, Summary},
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
    view! { <Layout title="Confirm"><section class="notice">{content}</section></Layout> }
}

/// What the link is for, and the button that does it.
#[component]
fn Link(token: String) -> impl IntoView {
    Suspend::new(async move {
        let link = match load::find_link(&token).await {
            Ok(link) => link,
            Err(error) => return view! { <LoadError why=error.to_string()/> }.into_any(),
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
    let when = match flow {
        CodeFlow::EmailChange => "Once both addresses are confirmed, you'll return to ",
        _ => "The button takes you back to ",
    };
    let onward = destination.map(|app| view! { <p>{when}<strong>{app}</strong>"."</p> });

    view! {
        <h1>{code_flow::heading(flow)}</h1>
        <p>"For "<strong>{email}</strong>". If you didn't ask for this e-mail, close this page."</p>
        {onward}
        <form class="form" method="post" action="/confirm">
            <input type="hidden" name="token" value=token/>
            <div class="ways"><button>{code_flow::button(flow)}</button></div>
        </form>
    }
}

#[component]
fn NoLink() -> impl IntoView {
    let (message, takes_codes) = (
        message_from_query(),
        context::policy_allows(AuthPolicy::takes_mailed_codes),
    );
    view! {
        <h1>"This link no longer works"</h1>
        <Summary message/>
        <p>"A link works once and expires soon. If you got more than one e-mail, use the newest."</p>
        <ul class="ways">
            <li><a href="/">{if takes_codes { "Sign in, or get another code" } else { "Sign in" }}</a></li>
            {takes_codes.then(|| view! { <li><a href="/recover">"Set a new password"</a></li> })}
            {takes_codes.then(|| view! { <li><a href="/confirm?for=sign_up">"Confirm the address of a new account"</a></li> })}
        </ul>
    }
}

#[component]
fn Changed() -> impl IntoView {
    view! {
        <h1>"Your address has changed"</h1>
        <p role="status">"Sign in with the new one from now on."</p>
        <p><a class="button" href="/">"Continue"</a></p>
    }
}

#[component]
fn HalfChanged() -> impl IntoView {
    view! {
        <h1>"Send another e-mail"</h1>
        <p role="status">"This address is confirmed. Now open the link in the e-mail to the other one."</p>
    }
}
