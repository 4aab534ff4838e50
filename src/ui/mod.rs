//! Pieces of a page that know no feature: the layout and its parts, fields of forms and what became of them, numbers,
//! rings and bars.

mod bar;
mod example;
mod ring;

#[cfg(feature = "ssr")]
mod page;

pub use bar::Bar;
pub use example::{Example, component_of};
pub use ring::Ring;

#[cfg(feature = "ssr")]
pub use page::{
    DayLevel, Field, FormMessage, Layout, LoadError, NotFoundPage, SignInFirst, Summary,
    TooManyReadsPage, WeekBars, XpInBold, YearMap, monday, read_page, sentence,
};
