//! `timeback-dashboard token`: issues an API token for the admin API.

use std::{str::FromStr, time::Duration};

use secrecy::ExposeSecret as _;

use super::{Settings, StartError, accounts, origin::PublicOrigin, system_env};
use database::Database;
use identity::{Identity, Role};

/// Lifetime of an API token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime(Duration);

impl Lifetime {
    const LONGEST_DAYS: u64 = 3660;
}

/// An invalid lifetime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be a number of days, hours or minutes such as 365d, 12h or 30m, from one minute to ten years"
)]
pub struct InvalidLifetime;

impl FromStr for Lifetime {
    type Err = InvalidLifetime;

    fn from_str(text: &str) -> Result<Self, InvalidLifetime> {
        let (number, minutes) = [("d", 24 * 60), ("h", 60), ("m", 1)]
            .into_iter()
            .find_map(|(unit, minutes)| Some((text.strip_suffix(unit)?, minutes)))
            .ok_or(InvalidLifetime)?;
        let number: u64 = number.parse().map_err(|_| InvalidLifetime)?;
        let minutes = number.checked_mul(minutes).ok_or(InvalidLifetime)?;
        if (1..=Self::LONGEST_DAYS * 24 * 60).contains(&minutes) {
            Ok(Self(Duration::from_mins(minutes)))
        } else {
            Err(InvalidLifetime)
        }
    }
}

/// Prints an API token with this role, and nothing else, to standard output.
///
/// It is signed with the keys of the configured database and issued for the URL of the dashboard that runs on it, which
/// accepts it at once.
///
/// # Errors
/// Returns [`StartError`] when the database or its encryption key cannot be opened, or no key can sign.
pub async fn print_token(
    settings: &Settings,
    role: &Role,
    Lifetime(lifetime): Lifetime,
) -> Result<(), StartError> {
    let env = system_env();
    let database = Database::open(settings.database_url.expose_secret()).await?;
    let identity = accounts::open(settings, database, &env)?;
    let identity = issuing_as_the_server(settings, identity).await?;
    let token = identity.issue_admin_token(role, lifetime).await?;
    println!("{}", token.expose_secret());
    Ok(())
}

/// The account store, with the issuer of the running dashboard: `PUBLIC_URL` or, without it, the issuer that the
/// dashboard stored in the database.
async fn issuing_as_the_server(
    settings: &Settings,
    identity: Identity,
) -> Result<Identity, StartError> {
    let own = identity.policy().issuer.clone();
    let published = identity.published_issuer().await?;
    match (&settings.origin, published) {
        (PublicOrigin::Local(_), Some(issuer)) => Ok(identity.issuing_as(issuer)),
        (PublicOrigin::Fixed(_), Some(issuer)) if issuer != own => {
            tracing::warn!(%issuer, "the dashboard last ran with a different PUBLIC_URL; the token is only valid for the current PUBLIC_URL");
            Ok(identity)
        }
        (PublicOrigin::Local(_), None) => {
            tracing::warn!(issuer = %own, "no dashboard has run on this database yet, so the token is only valid for this issuer; set PUBLIC_URL to the server's URL");
            Ok(identity)
        }
        _ => Ok(identity),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifetimes_are_days_hours_or_minutes() {
        let read = |text: &str| text.parse().map(|Lifetime(span)| span);
        assert_eq!(read("365d"), Ok(Duration::from_hours(365 * 24)));
        assert_eq!(read("12h"), Ok(Duration::from_hours(12)));
        assert_eq!(read("1m"), Ok(Duration::from_mins(1)));
        for wrong in [
            "",
            "d",
            "365",
            "0d",
            "-1d",
            "1.5h",
            "1y",
            "99999d",
            "18446744073709551615d",
        ] {
            assert_eq!(read(wrong), Err(InvalidLifetime), "{wrong}");
        }
    }
}
