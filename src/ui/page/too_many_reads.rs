use leptos::prelude::*;

use super::Layout;
use crate::server::context;

/// What a page shows in the place of a profile that was read too often; its status is 429.
#[component]
pub fn TooManyReadsPage(
    /// Until it may be read again.
    seconds: u64,
) -> impl IntoView {
    context::answer_too_many(seconds);
    let wait = match seconds {
        0 | 1 => "a second".to_owned(),
        _ => format!("{seconds} seconds"),
    };

    view! {
        <Layout title="One moment, please">
            <section class="notice">
                <h1>"One moment, please"</h1>
                <p>{format!("This page was opened very often just now. Please wait {wait}, then open it again. Nothing is lost.")}</p>
            </section>
        </Layout>
    }
}
