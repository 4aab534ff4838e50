use jiff::civil::Date;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    HISTORY,
    day_work::{DoneList, WorkTable},
    query::{HistoryQuery, Scope},
};
use crate::{
    profile::{DailyGoal, PageParts, StaleNote, Unavailable, day_details, parts_by_deadline},
    server::context::StudentRead,
    ui::{Layout, NotFoundPage, XpInBold, monday, read_page},
    viewer::use_language,
};
use timeback::DayDetails;

/// `/history/{date}`: what a day's XP are made of.
#[component]
pub fn DayPage() -> impl IntoView {
    let date = use_params_map().with_untracked(|params| params.get("date"));
    let Some(date) = date.and_then(|date| date.parse::<Date>().ok()) else {
        return view! { <NotFoundPage/> }.into_any();
    };
    read_page(|read| view! { <Page read date/> }.into_any())
}

#[component]
fn Page(read: StudentRead, date: Date) -> impl IntoView {
    view! {
        <Layout title=use_language().messages().day_title()>
            <div class="history">
                {Suspend::new(async move {
                    match parts_by_deadline(read).await {
                        Ok(page) => {
                            let details = day_details(&page, date).await;
                            view! { <Day page date details/> }.into_any()
                        }
                        Err(error) => view! { <Unavailable error/> }.into_any(),
                    }
                })}
            </div>
        </Layout>
    }
}

#[component]
fn Day(page: PageParts, date: Date, details: DayDetails) -> impl IntoView {
    let language = use_language();
    let text = language.messages();
    let today = page.today();
    let xp = page.parts.activity.as_ref().ok();
    let xp = xp.map(|activity| activity.value.daily_xp.subjects.on(date));
    let courses = page.parts.enrollments.as_ref().ok();
    let goal = courses.and_then(|courses| DailyGoal::new(&courses.value, &page.day).on(date));
    let week = HistoryQuery {
        page: HISTORY.to_owned(),
        scope: Scope::Everything,
        week: monday(date),
    };
    let DayDetails { work, results } = details;
    // What was sent may take a while to be counted.
    let may_change = date <= today && date >= today.yesterday().unwrap_or(today);

    view! {
        <h1>{language.day(date, today)}</h1>
        {page.staleness().map(|staleness| view! { <StaleNote staleness/> })}
        <section class="card" aria-labelledby="xp">
            <h2 id="xp">{text.day_xp()}</h2>
            {xp.map(|xp| view! { <p><XpInBold xp of=goal/></p> })}
            <WorkTable work/>
            {may_change.then(|| view! { <p class="total">{text.day_may_change()}</p> })}
        </section>
        <DoneList results zone=page.day.zone()/>
        <p><a href=week.path(week.week)>{text.day_whole_week()}</a>" · "<a href=HISTORY>{text.history_title()}</a></p>
    }
}
