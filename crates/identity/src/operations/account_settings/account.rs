use jiff::Timestamp;

use crate::{
    Account, AuthContext, Email, Error, Identity, PictureId,
    env::instant,
    operations::find_account,
    store::{
        accounts::{self, PrivateDetails},
        identities,
    },
    unit_of_work::UnitOfWork,
};

/// An account as its own user sees it: [`Account`], and what only they may see.
#[derive(Debug, Clone)]
pub struct OwnAccount {
    /// The account.
    pub account: Account,
    /// First name, or "".
    pub first_name: String,
    /// Last name, or "".
    pub last_name: String,
    /// The username, if they have one.
    pub username: Option<String>,
    /// The picture, if there is one.
    pub picture: Option<PictureId>,
    /// The local address, which the user can change; none when only a provider's address is known.
    pub own_email: Option<Email>,
    /// The change of address that waits for confirmation.
    pub email_change: Option<EmailChange>,
    /// When the password was set, if there is one.
    pub password_changed_at: Option<Timestamp>,
    /// The number of unused backup codes.
    pub backup_codes: usize,
    /// Whether the user has reauthenticated recently in this session, so that sensitive changes are allowed.
    pub is_confirmed: bool,
}

/// A change of address that waits for confirmation.
#[derive(Debug, Clone)]
pub struct EmailChange {
    /// The new address.
    pub to: Email,
    /// Whether the new address has confirmed.
    pub new_agreed: bool,
    /// Whether the current address has confirmed.
    pub old_agreed: bool,
}

impl OwnAccount {
    fn new(account: Account, details: PrivateDetails, is_confirmed: bool) -> Self {
        // Without a recorded change, the password is as old as the account.
        let changed_at = details
            .password_changed_at
            .map_or(account.created_at, instant);
        Self {
            first_name: details.first_name,
            last_name: details.last_name,
            username: details.username,
            picture: details.picture,
            own_email: details.own_email,
            email_change: account.new_email.clone().map(|to| EmailChange {
                to,
                new_agreed: details.new_agreed,
                old_agreed: details.old_agreed,
            }),
            password_changed_at: details.has_password.then_some(changed_at),
            backup_codes: usize::try_from(details.backup_codes).unwrap_or_default(),
            is_confirmed,
            account,
        }
    }

    /// Whether the account has a verified second factor.
    pub fn has_factor(&self) -> bool {
        self.account.has_second_factor()
    }
}

impl Identity {
    /// Finds the user's own account.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn own_account(&self, auth: &AuthContext) -> Result<Option<OwnAccount>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let Some(account) = find_account::read(&mut connection, &auth.user).await? else {
            return Ok(None);
        };
        let details = accounts::find_private(&mut connection, &auth.user).await?;
        let is_confirmed = self.is_confirmed(auth, account.has_second_factor());
        Ok(details.map(|details| OwnAccount::new(account, details, is_confirmed)))
    }
}

impl UnitOfWork<'_> {
    /// The address to send mail to: the verified one, or the one a provider vouches for.
    pub async fn find_reachable_email(
        &mut self,
        auth: &AuthContext,
    ) -> Result<Option<Email>, Error> {
        if let Some(email) = self.find_proved_email(&auth.user).await? {
            return Ok(Some(email));
        }
        Ok(identities::find_provider_email(self.connection(), &auth.user).await?)
    }
}
