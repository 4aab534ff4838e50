//! `timeback-dashboard token`: a token with which a program administers accounts.

use std::{str::FromStr, time::Duration};

use secrecy::ExposeSecret as _;

use super::{Settings, StartError, accounts, origin::PublicOrigin, system_env};
use database::Database;
use identity::{Identity, Role};

/// For how long a token counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime(Duration);

impl Lifetime {
    const LONGEST_DAYS: u64 = 3660;
}

/// A lifetime that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a lifetime is a number of days, hours or minutes, like 365d, 12h or 30m: one minute at least, ten years at most"
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

/// Prints a token for a program with this role. It is signed with the keys of the configured database, and issued under the
/// address of the dashboard that is served from it, which takes it at once. Nothing but the token goes to standard output.
///
/// # Errors
/// The database, the key that seals its secrets, or one that cannot sign.
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

/// The accounts, whose tokens are issued under the address of the dashboard that serves them: `PUBLIC_URL`, or without it
/// the one that the dashboard wrote down.
async fn issuing_as_the_server(
    settings: &Settings,
    identity: Identity,
) -> Result<Identity, StartError> {
    let own = identity.policy().issuer.clone();
    let published = identity.published_issuer().await?;
    match (&settings.origin, published) {
        (PublicOrigin::Local(_), Some(issuer)) => Ok(identity.issuing_as(issuer)),
        (PublicOrigin::Fixed(_), Some(issuer)) if issuer != own => {
            tracing::warn!(%issuer, "the dashboard last ran with another PUBLIC_URL; the token counts where PUBLIC_URL says");
            Ok(identity)
        }
        (PublicOrigin::Local(_), None) => {
            tracing::warn!(issuer = %own, "no dashboard has run over this database yet: the token counts at this address alone; set PUBLIC_URL to the server's");
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
