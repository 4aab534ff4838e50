use leptos::prelude::*;

use super::sentence;
use crate::viewer::use_language;

/// An amount of XP, its number in bold.
#[component]
pub fn XpInBold(
    /// The amount.
    xp: f64,
    /// What it is a part of.
    #[prop(optional_no_strip)]
    of: Option<f64>,
) -> impl IntoView {
    let language = use_language();
    let text = language.messages();
    let (begin, end) = if let Some(of) = of {
        let words = text.xp_of_goal(language.amount_to_reach(of));
        (words.s0, words.s1)
    } else {
        let words = text.xp_in_bold();
        (words.s0, words.s1)
    };
    sentence(begin, view! { <strong>{language.amount(xp)}</strong> }, end)
}
