//! Pieces that the server renders: the layout of a page, fields of forms and what became of them, and what a page shows in
//! the place of its content.

mod field;
mod form_message;
mod language_form;
mod layout;
mod load_error;
mod monday;
mod not_found;
mod read_page;
mod sentence;
mod sign_in_first;
mod too_many_reads;
mod week_bars;
mod xp_in_bold;
mod year_map;

pub use field::Field;
pub use form_message::{FormMessage, Summary};
pub use layout::Layout;
pub use load_error::LoadError;
pub use monday::monday;
pub use not_found::NotFoundPage;
pub use read_page::read_page;
pub use sentence::sentence;
pub use sign_in_first::SignInFirst;
pub use too_many_reads::TooManyReadsPage;
pub use week_bars::WeekBars;
pub use xp_in_bold::XpInBold;
pub use year_map::{DayLevel, YearMap};
