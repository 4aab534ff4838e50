use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::viewer::use_language;
use messages::Language;
use timeback::{DayWork, Error, oneroster::AssessmentResult};

/// Right answers below this percentage earn no XP, by the platform's rules.
const NEEDED_ACCURACY: f64 = 80.0;

/// A day's work by subject and app, with the reason where it earned nothing.
#[component]
pub fn WorkTable(
    /// The work, or why it is not known.
    work: Result<Vec<DayWork>, Error>,
) -> impl IntoView {
    let text = use_language().messages();
    let Ok(work) = work else {
        return view! { <p class="empty">{text.day_unknown()}</p> }.into_any();
    };
    if work.is_empty() {
        return view! { <p class="empty">{text.day_nothing()}</p> }.into_any();
    }
    view! {
        <table>
            <caption class="hidden">{text.work_caption()}</caption>
            <thead>
                <tr><th scope="col">{text.work_subject()}</th><th scope="col"><abbr title=text.work_minutes()>{text.work_min()}</abbr></th><th scope="col">{text.work_correct()}</th><th scope="col">{text.xp_unit()}</th></tr>
            </thead>
            <tbody>
                {work.into_iter().map(|work| view! { <WorkRow work/> }).collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}

#[component]
fn WorkRow(work: DayWork) -> impl IntoView {
    let language = use_language();
    let text = language.messages();
    let reason = reason(&work).map(|reason| reason.words(language));
    let DayWork {
        subject,
        app,
        facts,
    } = work;
    let minutes = (facts.time_spent_metrics.active_seconds / 60.0).floor();
    let right = facts.activity_metrics.accuracy();
    let right = right.map_or_else(
        || "–".to_owned(),
        |right| text.percent(language.amount(right.floor())),
    );

    view! {
        <tr>
            <td>
                <bdi>{subject}</bdi>
                {app.map(|app| view! { <span class="code">" · "<bdi>{app}</bdi></span> })}
                {reason.map(|reason| view! { <p class="total">{reason}</p> })}
            </td>
            <td>{language.amount(minutes)}</td>
            <td>{right}</td>
            <td><strong>{language.amount(facts.activity_metrics.xp_earned)}</strong></td>
        </tr>
    }
}

/// Why work earned no XP, by the platform's rules; `None` where it did.
fn reason(work: &DayWork) -> Option<NoXp> {
    let metrics = &work.facts.activity_metrics;
    let xp = metrics.xp_earned;
    let accuracy = metrics.accuracy();
    if xp < 0.0 {
        Some(NoXp::TakenBack)
    } else if xp > 0.0 {
        None
    } else if accuracy.is_some_and(|accuracy| accuracy < NEEDED_ACCURACY) {
        Some(NoXp::TooFewCorrect)
    } else {
        Some(NoXp::Unknown)
    }
}

/// Why work earned no XP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoXp {
    TakenBack,
    TooFewCorrect,
    Unknown,
}

impl NoXp {
    fn words(self, language: Language) -> String {
        let text = language.messages();
        match self {
            Self::TakenBack => text.work_taken_back(),
            Self::TooFewCorrect => {
                text.work_needs_accuracy(text.percent(language.amount(NEEDED_ACCURACY)))
            }
            Self::Unknown => text.work_no_xp(),
        }
    }
}

/// What was finished on a day, in order; nothing where the platform has no results.
#[component]
pub fn DoneList(
    /// The results, or why they are not known.
    results: Result<Vec<AssessmentResult>, Error>,
    /// The student's time zone.
    zone: TimeZone,
) -> impl IntoView {
    let results = results.ok().filter(|results| !results.is_empty())?;
    let language = use_language();
    let messages = language.messages();
    let lines = results.into_iter().map(|result| {
        let at = result.score_date.to_zoned(zone.clone());
        let at = format!("{:02}:{:02}", at.hour(), at.minute());
        let text = |name: &str| Some(result.metadata.get(name)?.as_str()?.to_owned());
        let title = text("activityName").or_else(|| text("subject"));
        let xp = result.xp().map(|xp| messages.xp(language.amount(xp)));
        view! {
            <li>
                <span class="code">{at}</span>" "
                <bdi>{title.unwrap_or_else(|| messages.done_activity())}</bdi>
                {text("appName").map(|app| view! { <span class="code">" · "<bdi>{app}</bdi></span> })}
                {xp.map(|xp| view! { <strong>{format!(" {xp}")}</strong> })}
            </li>
        }
    });
    Some(view! {
        <section class="card" aria-labelledby="done">
            <h2 id="done">{messages.done_title()}</h2>
            <ol>{lines.collect_view()}</ol>
        </section>
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeback::edubridge::Facts;

    fn reason_of(xp: f64, total: f64, correct: f64) -> Option<NoXp> {
        let mut facts = Facts::default();
        facts.activity_metrics.xp_earned = xp;
        facts.activity_metrics.total_questions = total;
        facts.activity_metrics.correct_questions = correct;
        reason(&DayWork {
            subject: "Math".to_owned(),
            app: None,
            facts,
        })
    }

    #[test]
    fn work_that_earned_nothing_says_why() {
        assert_eq!(reason_of(12.0, 10.0, 9.0), None);
        assert_eq!(reason_of(-2.0, 10.0, 2.0), Some(NoXp::TakenBack));
        assert_eq!(reason_of(0.0, 10.0, 7.9), Some(NoXp::TooFewCorrect));
        assert!(NoXp::TooFewCorrect.words(Language::En).contains("80%"));
        assert_eq!(reason_of(0.0, 10.0, 8.0), Some(NoXp::Unknown));
        assert_eq!(reason_of(0.0, 0.0, 0.0), Some(NoXp::Unknown));
    }
}
