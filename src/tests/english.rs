//! Figures as English pages write them.

use messages::Language;

/// An amount, such as `1,234.5`.
pub fn amount(figure: f64) -> String {
    Language::En.amount(figure)
}
