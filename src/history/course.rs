use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::params::ParamsMap;

use super::{
    query::{HistoryQuery, Scope},
    week::WeekCard,
    years::Years,
};
use crate::{
    profile::{
        DailyGoal, PageParts, StaleNote, Unavailable, course_path, course_xp, parts_by_deadline,
    },
    server::context::StudentRead,
    ui::{Layout, NotFoundPage, XpInBold, read_page, sentence},
    viewer::use_language,
};
use timeback::{DailyXp, EnrolledCourse};

/// `/courses/{id}`: the weeks of one course, and what its XP are made of.
#[component]
pub fn CoursePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    read_page(|read| view! { <Page read id=id.unwrap_or_default()/> }.into_any())
}

#[component]
fn Page(read: StudentRead, id: String) -> impl IntoView {
    let query = use_query_map().get_untracked();

    view! {
        {Suspend::new(async move {
            match parts_by_deadline(read).await {
                Ok(page) => match find(&page, &id) {
                    Some(course) => course_view(page, course, &query).await.into_any(),
                    None => view! { <NotFoundPage/> }.into_any(),
                },
                Err(error) => view! { <Layout title=use_language().messages().course_title()><Unavailable error/></Layout> }.into_any(),
            }
        })}
    }
}

/// The student's course; of several enrollments in it the first.
fn find(page: &PageParts, id: &str) -> Option<EnrolledCourse> {
    let courses = &page.parts.enrollments.as_ref().ok()?.value;
    courses.iter().find(|course| course.id == id).cloned()
}

async fn course_view(page: PageParts, course: EnrolledCourse, query: &ParamsMap) -> impl IntoView {
    let language = use_language();
    let text = language.messages();
    let open = text.open_course();
    let xp = course_xp(&page, course.clone()).await;
    let query = HistoryQuery {
        scope: Scope::Everything,
        ..HistoryQuery::parse(course_path(&course.id), query, page.today())
    };
    let launch_url = course.launch_url.as_ref().map(ToString::to_string);
    let name = course.name.clone();

    view! {
        <Layout title=text.course_title()>
            <div class="history">
                <h1><bdi>{name.clone()}</bdi></h1>
                {match xp {
                    Ok(xp) => view! { <Course page course xp query/> }.into_any(),
                    Err(error) => view! { <p class="trouble" role="alert">{error.message(language)}</p> }.into_any(),
                }}
                {launch_url.map(|url| view! { <p><a class="button" href=url rel="noreferrer">{sentence(open.s0, view! { <bdi>{name}</bdi> }, open.s1)}</a></p> })}
            </div>
        </Layout>
    }
}

#[component]
fn Course(
    page: PageParts,
    course: EnrolledCourse,
    xp: Arc<DailyXp>,
    query: HistoryQuery,
) -> impl IntoView {
    let today = page.today();
    let days = query.scope.days(&xp);
    let goal = DailyGoal::new(std::slice::from_ref(&course), &page.day);
    let size = course.size.total_xp;
    let total = xp.subjects.total();
    let language = use_language();
    let text = language.messages();
    let size = size.filter(|size| total < *size);

    view! {
        {page.staleness().map(|staleness| view! { <StaleNote staleness/> })}
        <section class="card" aria-labelledby="all">
            <h2 id="all">{text.course_xp_so_far()}</h2>
            <p><XpInBold xp=total of=size/></p>
            <Parts xp=xp/>
        </section>
        <WeekCard days=&days goal=&goal query=&query today/>
        <Years days=&days goal=&goal query=&query today/>
    }
}

/// What the course's XP are made of: the apps in which they were earned.
#[component]
fn Parts(xp: Arc<DailyXp>) -> impl IntoView {
    let apps = xp.apps.totals();
    let language = use_language();
    let lines = apps.into_iter().map(|(app, xp)| {
        let words = language.messages().app_xp(language.amount(xp));
        view! { <li>{sentence(words.s0, view! { <bdi>{app}</bdi> }, words.s1)}</li> }
    });
    let lines = lines.collect_view();
    (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> })
}
