use jiff::tz::TimeZone;
use leptos::prelude::*;

use crate::ui::amount;
use timeback::{DayWork, Error, oneroster::AssessmentResult};

/// Right answers below this percentage earn no XP, by the platform's rules.
const NEEDED_ACCURACY: f64 = 80.0;

/// A day's work by subject and app, with the reason where it earned nothing.
#[component]
pub fn WorkTable(
    /// The work, or why it is not known.
    work: Result<Vec<DayWork>, Error>,
) -> impl IntoView {
    let Ok(work) = work else {
        return view! { <p class="empty">"We can't see this day's work right now."</p> }.into_any();
    };
    if work.is_empty() {
        return view! { <p class="empty">"Nothing was done on this day."</p> }.into_any();
    }
    view! {
        <table>
            <caption class="hidden">"Work by subject and app"</caption>
            <thead>
                <tr><th scope="col">"Subject"</th><th scope="col"><abbr title="Minutes">"Min"</abbr></th><th scope="col">"Correct"</th><th scope="col">"XP"</th></tr>
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
    let reason = reason(&work);
    let DayWork {
        subject,
        app,
        facts,
    } = work;
    let minutes = (facts.time_spent_metrics.active_seconds / 60.0).floor();
    let right = facts.activity_metrics.accuracy();
    let right = right.map_or_else(
        || "–".to_owned(),
        |right| format!("{}%", amount(right.floor())),
    );

    view! {
        <tr>
            <td>
                <bdi>{subject}</bdi>
                {app.map(|app| view! { <span class="code">" · "<bdi>{app}</bdi></span> })}
                {reason.map(|reason| view! { <p class="total">{reason}</p> })}
            </td>
            <td>{amount(minutes)}</td>
            <td>{right}</td>
            <td><strong>{amount(facts.activity_metrics.xp_earned)}</strong></td>
        </tr>
    }
}

/// Why work earned no XP, by the platform's rules; `None` where it did.
fn reason(work: &DayWork) -> Option<&'static str> {
    let metrics = &work.facts.activity_metrics;
    let xp = metrics.xp_earned;
    let accuracy = metrics.accuracy();
    if xp < 0.0 {
        Some("XP was taken back. That happens when answers are rushed.")
    } else if xp > 0.0 {
        None
    } else if accuracy.is_some_and(|accuracy| accuracy < NEEDED_ACCURACY) {
        Some("You need 80% correct answers to earn XP. Have another go!")
    } else {
        Some("No XP for this yet.")
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
    let lines = results.into_iter().map(|result| {
        let at = result.score_date.to_zoned(zone.clone());
        let at = format!("{:02}:{:02}", at.hour(), at.minute());
        let text = |name: &str| Some(result.metadata.get(name)?.as_str()?.to_owned());
        let title = text("activityName").or_else(|| text("subject"));
        let xp = result.xp().map(|xp| format!("{} XP", amount(xp)));
        view! {
            <li>
                <span class="code">{at}</span>" "
                <bdi>{title.unwrap_or_else(|| "Activity".to_owned())}</bdi>
                {text("appName").map(|app| view! { <span class="code">" · "<bdi>{app}</bdi></span> })}
                {xp.map(|xp| view! { <strong>{format!(" {xp}")}</strong> })}
            </li>
        }
    });
    Some(view! {
        <section class="card" aria-labelledby="done">
            <h2 id="done">"Finished"</h2>
            <ol>{lines.collect_view()}</ol>
        </section>
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use timeback::edubridge::Facts;

    fn reason_of(xp: f64, total: f64, correct: f64) -> Option<&'static str> {
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
        assert!(reason_of(-2.0, 10.0, 2.0).unwrap().contains("taken back"));
        assert!(reason_of(0.0, 10.0, 7.9).unwrap().contains("80%"));
        assert_eq!(reason_of(0.0, 10.0, 8.0), Some("No XP for this yet."));
        assert_eq!(reason_of(0.0, 0.0, 0.0), Some("No XP for this yet."));
    }
}
