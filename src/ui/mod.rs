//! Pieces of a page that know no feature: the layout and its parts, fields of forms and what became of them, numbers,
//! rings and bars.

mod amount;
mod bar;
mod ring;

#[cfg(feature = "ssr")]
mod field;
#[cfg(feature = "ssr")]
mod form_message;
#[cfg(feature = "ssr")]
mod layout;
#[cfg(feature = "ssr")]
mod load_error;
#[cfg(feature = "ssr")]
mod not_found;
#[cfg(feature = "ssr")]
mod sign_in_first;
#[cfg(feature = "ssr")]
mod too_many_reads;

pub use amount::{amount, amount_to_reach, is_reached, percent};
pub use bar::Bar;
#[cfg(feature = "ssr")]
pub use field::Field;
#[cfg(feature = "ssr")]
pub use form_message::{FormMessage, Summary};
#[cfg(feature = "ssr")]
pub use layout::Layout;
#[cfg(feature = "ssr")]
pub use load_error::LoadError;
#[cfg(feature = "ssr")]
pub use not_found::NotFoundPage;
pub use ring::Ring;
#[cfg(feature = "ssr")]
pub use sign_in_first::SignInFirst;
#[cfg(feature = "ssr")]
pub use too_many_reads::TooManyReadsPage;
