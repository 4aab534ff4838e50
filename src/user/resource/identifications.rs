//! The methods that add to what identifies the user: addresses, phone numbers, and accounts at providers.

use super::UserResource;
use crate::user::{
    CreateExternalAccountParams, EmailAddress, ExternalAccount, PhoneNumber, UserError, api,
};

impl UserResource {
    /// Adds an e-mail address, unverified.
    ///
    /// # Errors
    /// Returns a [`UserError`] when the address cannot be added.
    pub async fn create_email_address(&self, email: &str) -> Result<EmailAddress, UserError> {
        let added = api::create_email_address(email.to_owned()).await;
        self.changed(added).await
    }

    /// Mails a code to an unverified e-mail address.
    ///
    /// # Errors
    /// Returns a [`UserError`] when no code can be mailed.
    pub async fn prepare_email_address_verification(
        &self,
        id: &str,
    ) -> Result<EmailAddress, UserError> {
        let prepared = api::prepare_email_address_verification(id.to_owned()).await;
        self.context.notice(prepared)
    }

    /// Verifies an e-mail address by the mailed code.
    ///
    /// # Errors
    /// Returns a [`UserError`] when the code does not verify it.
    pub async fn attempt_email_address_verification(
        &self,
        id: &str,
        code: &str,
    ) -> Result<EmailAddress, UserError> {
        let verified = api::attempt_email_address_verification(id.to_owned(), code.to_owned());
        self.changed(verified.await).await
    }

    /// Adds a phone number, unverified.
    ///
    /// # Errors
    /// Returns a [`UserError`] when the number cannot be added.
    pub async fn create_phone_number(&self, phone_number: &str) -> Result<PhoneNumber, UserError> {
        let added = api::create_phone_number(phone_number.to_owned()).await;
        self.changed(added).await
    }

    /// Texts a code to an unverified phone number.
    ///
    /// # Errors
    /// Returns a [`UserError`] when no code can be texted.
    pub async fn prepare_phone_number_verification(
        &self,
        id: &str,
    ) -> Result<PhoneNumber, UserError> {
        let prepared = api::prepare_phone_number_verification(id.to_owned()).await;
        self.context.notice(prepared)
    }

    /// Verifies a phone number by the texted code.
    ///
    /// # Errors
    /// Returns a [`UserError`] when the code does not verify it.
    pub async fn attempt_phone_number_verification(
        &self,
        id: &str,
        code: &str,
    ) -> Result<PhoneNumber, UserError> {
        let verified = api::attempt_phone_number_verification(id.to_owned(), code.to_owned());
        self.changed(verified.await).await
    }

    /// Begins to link an account at a provider. Send the browser to the `external_verification_redirect_url` of the answer's
    /// verification; it comes back to the `redirect_url`, where the account is verified, or its verification has the error.
    ///
    /// # Errors
    /// Returns a [`UserError`] when the linking cannot begin.
    pub async fn create_external_account(
        &self,
        params: CreateExternalAccountParams,
    ) -> Result<ExternalAccount, UserError> {
        let created = api::create_external_account(params).await;
        self.changed(created).await
    }
}
