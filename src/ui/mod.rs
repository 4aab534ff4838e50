//! Pieces of a page that know no feature: the layout and its parts, fields of forms, numbers, rings and bars.

mod amount;
mod bar;
mod ring;

#[cfg(feature = "ssr")]
mod field;
#[cfg(feature = "ssr")]
mod layout;
#[cfg(feature = "ssr")]
mod not_found;

pub use amount::{amount, percent};
pub use bar::Bar;
#[cfg(feature = "ssr")]
pub use field::Field;
#[cfg(feature = "ssr")]
pub use layout::Layout;
#[cfg(feature = "ssr")]
pub use not_found::NotFoundPage;
pub use ring::Ring;
