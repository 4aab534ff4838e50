use leptos::prelude::*;

use super::reader::Reader;
use crate::{
    profile::dashboard::{CourseStatus, CourseSummary, course_path},
    viewer::use_language,
};
use messages::{Language, is_reached, percent};

/// Number of accent colours for courses in the stylesheet.
const ACCENTS: usize = 6;

/// One course: today's XP against its goal, what was earned so far, and the way to it.
#[component]
pub fn CourseCard(
    /// The course.
    course: CourseSummary,
    /// Its place among all courses, which decides its colour.
    place: usize,
    /// Who reads it. The course's page and the way to its app are the student's own.
    reader: Reader,
) -> impl IntoView {
    let language = use_language();
    let text = language.messages();
    let (today, so_far) = (today(&course, language), so_far(&course, language));
    let progress = course.goal.zip(course.xp_today);
    let is_running = course.status == CourseStatus::Running;
    let reached = progress.is_some_and(|(goal, xp)| is_reached(xp, goal));
    let label = text.course_xp_today(&course.name);
    let launch = course
        .launch_url
        .filter(|_| is_running && reader == Reader::Student);
    let page = (reader == Reader::Student).then(|| course_path(&course.id));
    let name = course.name.clone();

    view! {
        <li class=format!("accent-{}", place % ACCENTS) class:reached=reached>
            <p class="name">
                {match page {
                    Some(page) => view! { <a href=page><bdi>{name}</bdi></a> }.into_any(),
                    None => view! { <bdi>{name}</bdi> }.into_any(),
                }}
            </p>
            {course.code.map(|code| view! { <p class="code"><bdi>{code}</bdi></p> })}
            {today.map(|today| view! { <p class="figure">{today}{reached.then(|| format!(" {}", text.reached()))}</p> })}
            {progress.map(|(goal, xp)| view! { <progress aria-label=label max=100 value=percent(xp, goal)/> })}
            {so_far.map(|so_far| view! { <p class="code">{so_far}</p> })}
            {launch.map(|url| view! {
                <a class="launch" href=url rel="noreferrer">{text.course_open()}<span class="hidden">{format!(" {}", course.name)}</span></a>
            })}
        </li>
    }
}

/// What the course wants today, or why it wants nothing.
fn today(course: &CourseSummary, language: Language) -> Option<String> {
    let text = language.messages();
    let goal = course.goal.map(|goal| language.amount_to_reach(goal));
    let xp = course.xp_today.map(|xp| language.amount(xp));
    match (course.status, xp, goal) {
        (CourseStatus::Ended, ..) => Some(text.course_ended()),
        (CourseStatus::Upcoming, ..) => Some(text.course_upcoming()),
        (_, Some(xp), Some(goal)) => Some(text.xp_of_goal_today(xp, goal)),
        (_, Some(xp), None) => Some(text.xp_today(xp)),
        (_, None, Some(goal)) => Some(text.goal_a_day(goal)),
        (_, None, None) => None,
    }
}

/// What was earned in the course so far.
fn so_far(course: &CourseSummary, language: Language) -> Option<String> {
    let text = language.messages();
    if course.is_xp_missing {
        return Some(text.course_xp_unknown());
    }
    let total = course.total_xp?;
    // Many courses can be done more than once: then their size says nothing.
    let size = course.size.filter(|size| total < *size);
    let total = language.amount(total);
    let in_all = match size {
        Some(size) => text.xp_of_size_in_all(total, language.amount_to_reach(size)),
        None => text.xp_in_all(total),
    };
    let done = course.percent_complete.map(|percent| {
        let percent = text.percent(language.amount(percent));
        text.percent_done(percent)
    });
    let last = course.last_active_on;
    let last = last.map(|date| text.last_active(language.short_day(date, date)));
    let parts: Vec<String> = [Some(in_all), done, last].into_iter().flatten().collect();
    Some(parts.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today(course: &CourseSummary) -> Option<String> {
        super::today(course, Language::En)
    }

    fn so_far(course: &CourseSummary) -> Option<String> {
        super::so_far(course, Language::En)
    }

    fn course() -> CourseSummary {
        CourseSummary {
            id: "math-5".to_owned(),
            name: "Math 5".to_owned(),
            code: None,
            goal: Some(40.0),
            xp_today: Some(12.5),
            total_xp: Some(1312.0),
            last_active_on: None,
            size: Some(2400.0),
            percent_complete: None,
            launch_url: None,
            status: CourseStatus::Running,
            has_enrollment: true,
            is_xp_missing: false,
        }
    }

    #[test]
    fn a_course_says_what_it_wants_today_and_what_was_earned() {
        let course = course();
        assert_eq!(today(&course).unwrap(), "12.5 of 40 XP today");
        assert_eq!(so_far(&course).unwrap(), "1,312 of 2,400 XP in all");
    }

    #[test]
    fn a_course_says_when_it_was_last_worked_on_and_how_much_its_app_calls_done() {
        let course = CourseSummary {
            last_active_on: Some(jiff::civil::date(2026, 11, 23)),
            percent_complete: Some(40.0),
            size: Some(1000.0),
            ..course()
        };
        let words = "1,312 XP in all · 40% done · last active Nov 23";
        assert_eq!(so_far(&course).unwrap(), words);
    }

    #[test]
    fn nothing_is_said_of_what_is_not_known() {
        let course = CourseSummary {
            goal: None,
            xp_today: None,
            total_xp: None,
            ..course()
        };
        assert_eq!((today(&course), so_far(&course)), (None, None));
    }

    #[test]
    fn a_course_that_is_not_under_way_wants_nothing() {
        for (status, words) in [
            (CourseStatus::Ended, "Ended"),
            (CourseStatus::Upcoming, "Starts later"),
        ] {
            assert_eq!(today(&CourseSummary { status, ..course() }).unwrap(), words);
        }
    }
}
