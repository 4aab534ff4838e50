use leptos::prelude::*;

use super::{Cards, freshness::Freshness, reader::Reader, student_header::place};
use crate::{profile::dashboard::Dashboard, viewer::use_language};

/// A student's dashboard as their guardian or teacher sees it: read-only.
#[component]
pub fn StudentContent(
    /// The dashboard.
    dashboard: Dashboard,
) -> impl IntoView {
    let language = use_language();
    let view = &dashboard.view;
    let name = view.student.name.clone();
    let name = name.unwrap_or_else(|| language.messages().student_without_name());
    let place = place([view.student.school.clone()], view.student.grade, language);
    let (fetched_at, age_seconds) = (view.fetched_at, view.age_seconds);
    let staleness = view.staleness.clone();
    let reader = Reader::Adult;

    view! {
        <div class="who">
            <h1><bdi>{name}</bdi></h1>
            <p><bdi>{place}</bdi></p>
        </div>
        <Freshness fetched_at age_seconds staleness refresh_error=None reader/>
        <Cards dashboard reader/>
    }
}
