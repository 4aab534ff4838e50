use serde::Serialize;

use identity::{SecondFactors, UserPhone};

/// A way to prove who one is, in Clerk's format.
#[derive(Serialize)]
pub struct Factor {
    strategy: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_address_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    safe_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<bool>,
}

impl Factor {
    /// A way that needs no address.
    pub fn plain(strategy: &'static str) -> Self {
        Self {
            strategy,
            email_address_id: None,
            phone_number_id: None,
            safe_identifier: None,
            default: None,
        }
    }

    /// A code that is mailed to this address, or to one that is not shown.
    pub fn mailed(strategy: &'static str, id: &str, address: Option<&str>) -> Self {
        Self {
            email_address_id: Some(id.to_owned()),
            safe_identifier: address.map(ToOwned::to_owned),
            ..Self::plain(strategy)
        }
    }

    fn texted(phone: &UserPhone) -> Self {
        Self {
            phone_number_id: Some(phone.id.clone()),
            safe_identifier: Some(last_digits(phone.number.as_str())),
            default: Some(phone.is_default_second_factor),
            ..Self::plain("phone_code")
        }
    }

    /// The second factors of a user.
    pub fn second(factors: &SecondFactors) -> Vec<Self> {
        let app = factors.has_totp.then(|| Self::plain("totp"));
        let backup = factors.has_backup_code.then(|| Self::plain("backup_code"));
        let phones = factors.phones.iter().map(Self::texted);
        app.into_iter().chain(phones).chain(backup).collect()
    }
}

/// The number with all but its last four digits hidden: who knows the password need not know it.
fn last_digits(number: &str) -> String {
    let hidden = number.len().saturating_sub(4);
    let hide = |(at, digit)| if at < hidden { '*' } else { digit };
    number.chars().enumerate().map(hide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_shows_its_last_four_digits() {
        assert_eq!(last_digits("+12015550123"), "********0123");
        assert_eq!(last_digits("123"), "123");
    }
}
