use std::sync::LazyLock;

use icu_calendar::Gregorian;
use icu_datetime::{FixedCalendarDateTimeFormatter, fieldsets::YMD, input::Date as IcuDate};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{Language, per_language::PerLanguage};

static DAYS: LazyLock<PerLanguage<FixedCalendarDateTimeFormatter<Gregorian, YMD>>> =
    LazyLock::new(|| {
        PerLanguage::new(|language| {
            FixedCalendarDateTimeFormatter::try_new(language.locale().into(), YMD::long())
                .expect("CLDR's data have every language")
        })
    });

impl Language {
    /// An instant to the minute, such as `20 November 2026, 16:00 UTC`. It is for readers whose time zone is not known.
    pub fn date_time(self, at: Timestamp) -> String {
        let at = at.to_zoned(TimeZone::UTC);
        let day = match self {
            // The one order of day and month that no reader takes for the other.
            Self::En | Self::EnXA => at.strftime("%-d %B %Y").to_string(),
            Self::Ar | Self::Es => self.long_day(at.date()),
        };
        self.messages()
            .date_time(day, at.strftime("%H:%M").to_string())
    }

    fn long_day(self, date: Date) -> String {
        let [month, day] = [date.month(), date.day()].map(i8::unsigned_abs);
        let date = IcuDate::try_new_gregorian(date.year().into(), month, day);
        date.map_or_else(
            |_| String::new(),
            |date| DAYS.of(self).format(&date).to_string(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_has_its_day_and_minute_in_utc() {
        let at = "2026-11-20T16:00:59Z".parse().unwrap();
        assert_eq!(Language::En.date_time(at), "20 November 2026, 16:00 UTC");
        assert_eq!(
            Language::Es.date_time(at),
            "20 de noviembre de 2026, 16:00 UTC"
        );
        assert_eq!(Language::Ar.date_time(at), "20 نوفمبر 2026، 16:00 UTC");
    }
}
