//! `GET /edubridge/time-saved/user/{id}`: five hours per school day of this year.

use axum::Json;
use axum::extract::{Path, State};
use jiff::Span;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::imsx::ImsxError;
use crate::school::year;
use crate::{Sandbox, utc_day};

/// Six hours of class and one of homework.
const STANDARD_HOURS: u32 = 7;
const TIMEBACK_HOURS: u32 = 2;

/// Counts from the user's first enrollment or the start of the school year, whichever is later.
pub async fn get(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let roster = sandbox.roster();
    let person = roster
        .find_person(&id)
        .ok_or_else(|| ImsxError::not_found("User"))?;
    let enrollments = roster.enrollments_of(&person.id);
    let first = enrollments
        .filter(|enrollment| enrollment.is_current())
        .map(|enrollment| enrollment.begins_on)
        .min()
        .ok_or_else(|| ImsxError::not_found("Enrollment"))?;
    let today = utc_day(sandbox.now());
    let year_begins_on = year::first_day(today, 0);
    let earliest = first.max(year_begins_on);
    let days = school_days(earliest, today);
    let saved = STANDARD_HOURS - TIMEBACK_HOURS;
    let hours = days * saved;
    Ok(Json(json!({ "data": {
        "totalHoursSaved": hours,
        "totalDaysSaved": f64::from(hours) / 24.0,
        "schoolDaysElapsed": days,
        "earliestStartDate": midnight(earliest),
        "schoolYearStartDate": midnight(year_begins_on),
        "calculation": {
            "standardSchoolHoursPerDay": STANDARD_HOURS,
            "timebackHoursPerDay": TIMEBACK_HOURS,
            "hoursSavedPerDay": saved,
            "formula": format!("{days} school days × {saved} hours saved per day = {hours} hours"),
        },
    }})))
}

fn school_days(first: Date, last: Date) -> u32 {
    let days = first.series(Span::new().days(1));
    let school_days = days
        .take_while(|day| *day <= last)
        .filter(|day| day.weekday().to_monday_zero_offset() < 5 && !year::is_winter_break(*day));
    u32::try_from(school_days.count()).unwrap_or(u32::MAX)
}

fn midnight(day: Date) -> String {
    format!("{day}T00:00:00.000Z")
}
