use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FormOutcome, Section};
use crate::ui::FormMessage;
use messages::Messages;

/// A flash message: the outcome of a form, for the section of the next page that shows it, and what was typed, without
/// passwords and codes.
///
/// It travels in a cookie, and not in the URL as on the sign-in pages: it is shown once and not again after a reload, it
/// holds what was typed while the user reauthenticates, and none of that belongs in a browser's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// The section that shows it.
    pub section: Section,
    /// The outcome of the form.
    pub outcome: FormOutcome,
    /// What was typed, by field name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub typed: BTreeMap<String, String>,
}

/// The message of this flash.
pub(super) fn message(flash: Option<&Flash>, text: &Messages) -> Option<FormMessage> {
    flash.map(|flash| flash.outcome.message(text))
}

/// What was typed into this field, if the form must be corrected.
pub(super) fn typed(flash: Option<&Flash>, field: &str) -> Option<String> {
    flash?.typed.get(field).cloned()
}

/// The flash, if it is for this section.
pub(super) fn for_section(flash: Option<&Flash>, section: Section) -> Option<Flash> {
    flash.filter(|flash| flash.section == section).cloned()
}

/// Whether this flash's form has to be filled in again: it failed, or the user has confirmed who they are since.
pub(super) fn is_unfinished(flash: Option<&Flash>) -> bool {
    flash.is_some_and(|flash| match flash.outcome {
        FormOutcome::Confirmed => true,
        outcome => !outcome.is_good(),
    })
}
