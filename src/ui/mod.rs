//! Pieces of a page that know no feature: the layout and its parts, fields of forms and what became of them, numbers,
//! rings and bars.

mod amount;
mod bar;
mod example;
mod ring;

#[cfg(feature = "ssr")]
mod page;

pub use amount::{amount, amount_to_reach, is_reached, percent};
pub use bar::Bar;
pub use example::{Example, component_of};
pub use ring::Ring;

#[cfg(feature = "ssr")]
pub use page::{
    DayLevel, Field, FormMessage, Layout, LoadError, NotFoundPage, SignInFirst, Summary,
    TooManyReadsPage, WeekBars, YearMap, day_words, days_words, monday, read_page,
    short_month_name, weekday,
};
