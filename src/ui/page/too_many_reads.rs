use leptos::prelude::*;

use super::Layout;
use crate::{server::context, viewer::use_language};

/// What a page shows in the place of a profile that was read too often; its status is 429.
#[component]
pub fn TooManyReadsPage(
    /// Until it may be read again.
    seconds: u64,
) -> impl IntoView {
    context::answer_too_many(seconds);
    let text = use_language().messages();
    let seconds = i64::try_from(seconds.max(1)).unwrap_or(i64::MAX);

    view! {
        <Layout title=text.too_many_reads_title()>
            <section class="notice">
                <h1>{text.too_many_reads_title()}</h1>
                <p>{text.too_many_reads(seconds)}</p>
            </section>
        </Layout>
    }
}
