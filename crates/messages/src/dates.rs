use std::{fmt, sync::LazyLock};

use icu_calendar::Gregorian;
use icu_datetime::{
    FixedCalendarDateTimeFormatter,
    fieldsets::{E, M, MD, MDE, YMD, YMDE},
    input::Date as IcuDate,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{Language, per_language::PerLanguage};

type Formatter<F> = FixedCalendarDateTimeFormatter<Gregorian, F>;

/// One language's ways to write a date.
struct Formatters {
    weekday: Formatter<E>,
    month: Formatter<M>,
    day: Formatter<MD>,
    day_of_year: Formatter<YMD>,
    long_day_of_year: Formatter<YMD>,
    weekday_and_day: Formatter<MDE>,
    weekday_and_day_of_year: Formatter<YMDE>,
}

static FORMATTERS: LazyLock<PerLanguage<Formatters>> = LazyLock::new(|| {
    PerLanguage::new(|language| {
        macro_rules! formatter {
            ($fields:expr) => {
                Formatter::try_new(language.locale().into(), $fields)
                    .expect("CLDR's data have every language")
            };
        }
        Formatters {
            weekday: formatter!(E::medium()),
            month: formatter!(M::medium()),
            day: formatter!(MD::medium()),
            day_of_year: formatter!(YMD::medium()),
            long_day_of_year: formatter!(YMD::long()),
            weekday_and_day: formatter!(MDE::long()),
            weekday_and_day_of_year: formatter!(YMDE::long()),
        }
    })
});

impl Language {
    /// The short name of a day's weekday, such as `Mon`.
    pub fn weekday(self, date: Date) -> String {
        text(date, |date| FORMATTERS.of(self).weekday.format(&date))
    }

    /// The short name of a day's month, such as `Nov`.
    pub fn month(self, date: Date) -> String {
        text(date, |date| FORMATTERS.of(self).month.format(&date))
    }

    /// A day, such as `Nov 23`; with the year where it is not this one.
    pub fn short_day(self, date: Date, today: Date) -> String {
        let formatters = FORMATTERS.of(self);
        if date.year() == today.year() {
            text(date, |date| formatters.day.format(&date))
        } else {
            text(date, |date| formatters.day_of_year.format(&date))
        }
    }

    /// A day, such as `Monday, November 23`; with the year where it is not this one.
    pub fn day(self, date: Date, today: Date) -> String {
        let formatters = FORMATTERS.of(self);
        if date.year() == today.year() {
            text(date, |date| formatters.weekday_and_day.format(&date))
        } else {
            text(date, |date| {
                formatters.weekday_and_day_of_year.format(&date)
            })
        }
    }

    /// An instant to the minute, such as `20 November 2026, 16:00 UTC`. It is for readers whose time zone is not known.
    pub fn date_time(self, at: Timestamp) -> String {
        let at = at.to_zoned(TimeZone::UTC);
        let day = match self {
            // The one order of day and month that no reader takes for the other.
            Self::En | Self::EnXA => at.strftime("%-d %B %Y").to_string(),
            Self::Ar | Self::Es => text(at.date(), |date| {
                FORMATTERS.of(self).long_day_of_year.format(&date)
            }),
        };
        self.messages()
            .date_time(day, at.strftime("%H:%M").to_string())
    }
}

/// ICU's calendar reaches farther than `jiff`'s, so every date has a text.
fn text<T: fmt::Display>(date: Date, format: impl FnOnce(IcuDate<Gregorian>) -> T) -> String {
    let [month, day] = [date.month(), date.day()].map(i8::unsigned_abs);
    let date = IcuDate::try_new_gregorian(date.year().into(), month, day);
    date.map_or_else(|_| String::new(), |date| format(date).to_string())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_has_its_weekday_and_names_another_year() {
        let today = date(2026, 11, 28);
        let day = |language: Language| language.day(date(2026, 11, 23), today);
        assert_eq!(day(Language::En), "Monday, November 23");
        assert_eq!(day(Language::Es), "lunes, 23 de noviembre");
        assert_eq!(day(Language::Ar), "الاثنين، 23 نوفمبر");
        let other_year = date(2025, 2, 1);
        assert_eq!(
            Language::En.day(other_year, today),
            "Saturday, February 1, 2025"
        );
        assert_eq!(Language::En.short_day(other_year, today), "Feb 1, 2025");
        assert_eq!(Language::En.short_day(date(2026, 2, 1), today), "Feb 1");
    }

    #[test]
    fn an_instant_has_its_day_and_minute_in_utc() {
        let at = "2026-11-20T16:00:59Z".parse().unwrap();
        let date_time = |language: Language| language.date_time(at);
        assert_eq!(date_time(Language::En), "20 November 2026, 16:00 UTC");
        assert_eq!(
            date_time(Language::Es),
            "20 de noviembre de 2026, 16:00 UTC"
        );
        assert_eq!(date_time(Language::Ar), "20 نوفمبر 2026، 16:00 UTC");
    }

    #[test]
    fn days_and_months_have_their_short_names() {
        let monday = date(2026, 11, 23);
        let names = |language: Language| (language.weekday(monday), language.month(monday));
        assert_eq!(names(Language::En), ("Mon".into(), "Nov".into()));
        assert_eq!(names(Language::Es), ("lun".into(), "nov".into()));
        assert_eq!(names(Language::Ar), ("الاثنين".into(), "نوفمبر".into()));
        assert_eq!(names(Language::EnXA), names(Language::En));
    }
}
