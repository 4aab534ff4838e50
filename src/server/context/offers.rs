//! What pages may offer: what this school allows, asked of its rules.

use leptos::prelude::use_context;

use crate::server::AppState;

/// Whether people may have accounts here that are not Timeback's.
pub fn has_local_accounts() -> bool {
    use_context::<AppState>().is_some_and(|state| state.identity.policy().local_accounts)
}

/// Whether a password opens an account here.
pub fn takes_passwords() -> bool {
    use_context::<AppState>().is_some_and(|state| state.identity.policy().takes_passwords())
}

/// Whether a mailed code opens an account here.
pub fn takes_mailed_codes() -> bool {
    use_context::<AppState>().is_some_and(|state| state.identity.policy().takes_mailed_codes())
}

/// Whether an account's address may become another one.
pub fn takes_new_addresses() -> bool {
    use_context::<AppState>().is_some_and(|state| state.identity.policy().takes_new_addresses())
}

/// Whether an address is believed without a mail to it.
pub fn believes_addresses() -> bool {
    use_context::<AppState>().is_some_and(|state| state.identity.policy().autoconfirm)
}

/// Whether people may make an account here.
pub fn can_sign_up() -> bool {
    use_context::<AppState>().is_some_and(|state| state.identity.policy().can_sign_up())
}

/// Whether mails are sent, or shown.
pub fn has_mail() -> bool {
    use_context::<AppState>().is_some_and(|state| state.identity.policy().has_mail)
}
