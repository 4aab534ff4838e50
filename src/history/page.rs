use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    HISTORY,
    query::{HistoryQuery, Scope},
    week::WeekCard,
    years::Years,
};
use crate::{
    profile::{DailyGoal, PageParts, StaleNote, Unavailable, parts_by_deadline},
    ui::{Layout, read_page},
    viewer::use_language,
};
use timeback::{DailyXp, XpTable};

/// `/history`: one week, to step through, and every year with its months. By all XP, one subject's or one app's.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let query = use_query_map().get_untracked();

    let text = use_language().messages();
    read_page(|read| {
        view! {
        <Layout title=text.history_title()>
            <div class="history">
                <h1>{text.history_title()}</h1>
                {Suspend::new(async move {
                    match parts_by_deadline(read).await {
                        Ok(page) => {
                            let query = HistoryQuery::parse(HISTORY.to_owned(), &query, page.today());
                            view! { <History page query/> }.into_any()
                        }
                        Err(error) => view! { <Unavailable error/> }.into_any(),
                    }
                })}
            </div>
        </Layout>
    }
    .into_any()
    })
}

#[component]
fn History(page: PageParts, query: HistoryQuery) -> impl IntoView {
    let today = page.today();
    let text = use_language().messages();
    let Ok(activity) = &page.parts.activity else {
        return view! { <p class="empty">{text.history_unknown()}</p> }.into_any();
    };
    let xp = &activity.value.daily_xp;
    let courses = page.parts.enrollments.as_ref();
    // A goal is for all XP.
    let goal = match query.scope {
        Scope::Everything => courses.map_or_else(
            |_| DailyGoal::default(),
            |courses| DailyGoal::new(&courses.value, &page.day),
        ),
        Scope::Subject(_) | Scope::App(_) => DailyGoal::default(),
    };
    let days = query.scope.days(xp);

    view! {
        {page.staleness().map(|staleness| view! { <StaleNote staleness/> })}
        <ScopeForm xp=xp.as_ref() query=&query/>
        <WeekCard days=&days goal=&goal query=&query today/>
        <Years days=&days goal=&goal query=&query today/>
    }
    .into_any()
}

/// The choice of a subject or an app.
#[component]
fn ScopeForm<'a>(xp: &'a DailyXp, query: &'a HistoryQuery) -> impl IntoView {
    let text = use_language().messages();
    let chosen = query.scope.name();
    let group = |label, table: &XpTable, scope: fn(String) -> Scope| {
        let mut names: Vec<_> = table.names().map(ToOwned::to_owned).collect();
        names.sort();
        let options = names.into_iter().map(|name| {
            let value = scope(name.clone()).name();
            let selected = value == chosen;
            view! { <option value=value selected=selected>{name}</option> }
        });
        let options = options.collect_view();
        (!options.is_empty()).then(|| view! { <optgroup label=label>{options}</optgroup> })
    };

    view! {
        <form class="filter" method="get" action=HISTORY>
            <label>
                {text.history_show()}" "
                <select name="show">
                    <option value="">{text.history_all_xp()}</option>
                    {group(text.history_subjects(), &xp.subjects, Scope::Subject)}
                    {group(text.history_apps(), &xp.apps, Scope::App)}
                </select>
            </label>
            <input type="hidden" name="week" value=query.week.to_string()/>
            <button class="quiet">{text.history_show()}</button>
        </form>
    }
}
