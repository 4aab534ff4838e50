use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    HISTORY,
    query::{HistoryQuery, Scope},
    week::WeekCard,
    years::Years,
};
use crate::{
    profile::{DailyGoal, PageParts, Unavailable, parts_by_deadline},
    ui::{Layout, read_page},
};
use timeback::{DailyXp, XpTable};

/// `/history`: one week, to step through, and every year with its months. By all XP, one subject's or one app's.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let query = use_query_map().get_untracked();

    read_page(|read| {
        view! {
        <Layout title="History">
            <div class="history">
                <h1>"History"</h1>
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
    let Ok(activity) = &page.parts.activity else {
        return view! { <p class="empty">"We can't see your XP right now. It's safe in Timeback."</p> }.into_any();
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
        <ScopeForm xp=xp.as_ref() query=&query/>
        <WeekCard days=&days goal=&goal query=&query today/>
        <Years days=&days goal=&goal query=&query today/>
    }
    .into_any()
}

/// The choice of a subject or an app.
#[component]
fn ScopeForm<'a>(xp: &'a DailyXp, query: &'a HistoryQuery) -> impl IntoView {
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
                "Show "
                <select name="show">
                    <option value="">"All XP"</option>
                    {group("Subjects", &xp.subjects, Scope::Subject)}
                    {group("Apps", &xp.apps, Scope::App)}
                </select>
            </label>
            <input type="hidden" name="week" value=query.week.to_string()/>
            <button class="quiet">"Show"</button>
        </form>
    }
}
