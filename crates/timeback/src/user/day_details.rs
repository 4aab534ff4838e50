//! What a student did on one day.

use jiff::civil::Date;

use super::UserClient;
use crate::{
    Error,
    edubridge::{Activity, Facts, Period, Student, get_activity},
    oneroster::{AssessmentResult, Filter, Limit, Query},
};

/// Number of results loaded of a day.
const MAX_RESULTS: u32 = 100;

/// A student's work of one day.
#[derive(Debug, Clone)]
pub struct DayDetails {
    /// The sums by subject and app, in alphabetical order.
    pub work: Result<Vec<DayWork>, Error>,
    /// The assessment results, the earliest first; one hundred at most.
    pub results: Result<Vec<AssessmentResult>, Error>,
}

/// A day's work in one subject and app.
#[derive(Debug, Clone, PartialEq)]
pub struct DayWork {
    /// The subject.
    pub subject: String,
    /// The app; `None` where the platform does not tell apps apart.
    pub app: Option<String>,
    /// The sums.
    pub facts: Facts,
}

impl UserClient<'_> {
    /// Returns what the user did on one day: two requests, side by side.
    pub async fn day_details(self, user_id: &str, date: Date) -> DayDetails {
        let (work, results) =
            tokio::join!(self.day_work(user_id, date), self.results(user_id, date));
        DayDetails { work, results }
    }

    async fn day_work(self, user_id: &str, date: Date) -> Result<Vec<DayWork>, Error> {
        let period = Period::new(date, date).in_zone(self.options.day.zone());
        let operation = self.timeback.operation();
        let mut activity: Activity = get_activity(operation, Student::Id(user_id), &period).await?;
        let mut by_app = activity.facts_by_app.remove(&date).unwrap_or_default();
        let subjects = activity.facts.remove(&date).unwrap_or_default();
        let work = subjects.into_iter().flat_map(|(subject, facts)| {
            let apps = by_app.remove(&subject).unwrap_or_default();
            let whole = apps.is_empty().then_some((None, facts));
            let apps = apps.into_iter().map(|(app, facts)| (Some(app), facts));
            apps.chain(whole)
                .map(|(app, facts)| DayWork {
                    subject: subject.clone(),
                    app,
                    facts,
                })
                .collect::<Vec<_>>()
        });
        Ok(work.collect())
    }

    async fn results(self, user_id: &str, date: Date) -> Result<Vec<AssessmentResult>, Error> {
        type Field = AssessmentResult;
        let begins_at = self.options.day.begin_of(date);
        let ends_at = self
            .options
            .day
            .begin_of(date.tomorrow().unwrap_or(Date::MAX));
        let of_day = Filter::eq(Field::STUDENT, user_id)
            .and(Filter::ge(Field::SCORE_DATE, begins_at))
            .and(Filter::lt(Field::SCORE_DATE, ends_at));
        let query = Query::new()
            .filter(of_day)
            .limit(Limit::parse(MAX_RESULTS).unwrap_or(Limit::DEFAULT));
        let page = self
            .timeback
            .oneroster()
            .assessment_results()
            .list(&query)
            .await?;
        let mut results = page.items;
        results.retain(|result| !result.status.is_deleted());
        results.sort_by_key(|result| result.score_date);
        Ok(results)
    }
}
