use crate::{
    EndReason, Error, Metadata, UserId,
    model::claims::Claims,
    store::{
        account_linking, backup_codes, email_changes, external_account_edits, factors, passwords,
        phone_numbers, user_addresses, users,
    },
    unit_of_work::UnitOfWork,
};

impl UnitOfWork<'_> {
    /// Removes the account's password, other addresses and other identities of the provider, and ends its sessions: its
    /// creator need not be who has the address now.
    pub(super) async fn shut_others_out(
        &mut self,
        user: &UserId,
        claims: &Claims,
    ) -> Result<(), Error> {
        self.end_sessions(user, None, EndReason::PasswordChanged)
            .await?;
        self.drop_codes(user).await?;
        let (now, is_unproved) = (self.now, self.identity.policy.autoconfirm);
        let connection = self.connection();
        account_linking::delete_other_identities(connection, user, claims).await?;
        external_account_edits::delete_of_user(connection, user).await?;
        passwords::set(connection, user, None, now).await?;
        if let Some(address) = user_addresses::find_id(connection, user, &claims.email).await? {
            email_changes::finish(connection, user, &address).await?;
            user_addresses::delete_others(connection, user, &address).await?;
        }
        if is_unproved {
            // Addresses are not verified here: the creator of the account may never have had this one.
            users::set_unsafe_metadata(connection, user, &Metadata::default()).await?;
            factors::delete_of_user(connection, user).await?;
            backup_codes::delete_of_user(connection, user).await?;
            phone_numbers::delete_of_user(connection, user).await?;
            phone_numbers::set_primary(connection, user, None).await?;
        }
        Ok(())
    }
}
