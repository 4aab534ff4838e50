//! What of an account its user's browser sees.

use jiff::Timestamp;

use crate::{
    server::pictures,
    user::{
        EmailAddress, ExternalAccount, ExternalAccountVerification, PhoneNumber, SessionActivity,
        SessionWithActivities, User, VerificationError, VerificationStatus,
    },
};
use identity::{
    AddressStatus, AdministeredUser, ExternalAccountStatus, LinkedIdentity, OwnSession, Provider,
    UserPhone,
};

/// The user at `now`.
pub fn user(user: &AdministeredUser, now: Timestamp) -> User {
    let account = &user.account;
    let given = |name: &str| (!name.is_empty()).then(|| name.to_owned());
    let primary = user.email_addresses.iter().find(|it| it.is_primary);
    let primary_phone = account.phones.iter().find(|it| it.is_primary);
    let has_app = account.factors.iter().any(|factor| factor.is_verified);
    let names = (user.first_name.as_str(), user.last_name.as_str());
    User {
        id: account.id.as_str().to_owned(),
        external_id: account.external_id.clone(),
        username: user.username.as_ref().map(|it| it.as_str().to_owned()),
        first_name: given(&user.first_name),
        last_name: given(&user.last_name),
        primary_email_address_id: primary.map(|it| it.id.clone()),
        email_addresses: user
            .email_addresses
            .iter()
            .map(|address| email_address(address, now))
            .collect(),
        primary_phone_number_id: primary_phone.map(|it| it.id.clone()),
        phone_numbers: account.phones.iter().map(phone_number).collect(),
        external_accounts: account
            .identities
            .iter()
            .filter_map(timeback_account)
            .chain(user.external_accounts.iter().map(external_account))
            .collect(),
        image_url: pictures::path(user.picture.as_ref(), &account.id, names),
        has_image: user.picture.is_some(),
        password_enabled: user.has_password,
        two_factor_enabled: account.has_second_factor(),
        totp_enabled: has_app,
        backup_code_enabled: user.backup_codes > 0,
        public_metadata: account.public_metadata.as_map().clone(),
        unsafe_metadata: account.unsafe_metadata.as_map().clone(),
        last_sign_in_at: account.last_sign_in_at.map(Timestamp::as_millisecond),
        created_at: account.created_at.as_millisecond(),
        updated_at: account.updated_at.as_millisecond(),
    }
}

/// An address at `now`.
pub fn email_address(address: &identity::EmailAddress, now: Timestamp) -> EmailAddress {
    EmailAddress {
        id: address.id.clone(),
        email_address: address.email.as_str().to_owned(),
        verification: match address.status(now) {
            AddressStatus::Verified => VerificationStatus::Verified,
            AddressStatus::Unverified => VerificationStatus::Unverified,
            AddressStatus::Expired => VerificationStatus::Expired,
            AddressStatus::Failed => VerificationStatus::Failed,
        },
    }
}

/// A phone number.
pub fn phone_number(phone: &UserPhone) -> PhoneNumber {
    PhoneNumber {
        id: phone.id.clone(),
        phone_number: phone.number.as_str().to_owned(),
        reserved_for_second_factor: phone.is_second_factor,
        default_second_factor: phone.is_default_second_factor,
        verification: match phone.verified_at {
            Some(_) => VerificationStatus::Verified,
            None => VerificationStatus::Unverified,
        },
    }
}

/// An account at a provider other than Timeback, linked or not.
pub fn external_account(account: &identity::ExternalAccount) -> ExternalAccount {
    ExternalAccount {
        id: account.id.as_str().to_owned(),
        provider: account.provider.strategy().to_owned(),
        provider_user_id: account.subject.clone().unwrap_or_default(),
        email_address: account.email.clone().unwrap_or_default(),
        verification: ExternalAccountVerification {
            status: match account.status {
                ExternalAccountStatus::Verified => VerificationStatus::Verified,
                ExternalAccountStatus::Unverified => VerificationStatus::Unverified,
                ExternalAccountStatus::Expired => VerificationStatus::Expired,
                ExternalAccountStatus::Failed => VerificationStatus::Failed,
            },
            error: account.failure.map(|failure| VerificationError {
                code: failure.code().to_owned(),
                message: failure.message(account.provider),
            }),
            external_verification_redirect_url: None,
        },
    }
}

fn timeback_account(identity: &LinkedIdentity) -> Option<ExternalAccount> {
    let provider = match identity.provider {
        Provider::Timeback => Some("oauth_custom_timeback"),
        Provider::Email | Provider::External(_) => None,
    };
    provider.map(|provider| ExternalAccount {
        id: identity.id.clone(),
        provider: provider.to_owned(),
        provider_user_id: identity.subject.clone(),
        email_address: identity.email.clone(),
        verification: ExternalAccountVerification {
            status: VerificationStatus::Verified,
            error: None,
            external_verification_redirect_url: None,
        },
    })
}

/// A session.
pub fn session(session: OwnSession) -> SessionWithActivities {
    SessionWithActivities {
        id: session.id.as_str().to_owned(),
        is_current: session.is_current,
        last_active_at: session.last_active_at.as_millisecond(),
        expire_at: session.expires_at.as_millisecond(),
        created_at: session.created_at.as_millisecond(),
        latest_activity: session.latest_activity.map(|it| SessionActivity {
            id: it.id,
            device_type: it.device.device_type.map(str::to_owned),
            is_mobile: it.device.is_mobile,
            browser_name: it.device.browser_name,
            browser_version: it.device.browser_version,
            ip_address: it.address,
            city: it.place.city,
            country: it.place.country,
        }),
    }
}
