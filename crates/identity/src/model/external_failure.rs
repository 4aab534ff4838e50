use crate::ExternalProvider;

/// Why a user returned from a provider without success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExternalFailure {
    /// The user, or the provider, refused the authorization.
    AccessDenied,
    /// The provider did not accept the authorization code, or its answer was not valid.
    TokenExchange,
    /// The provider did not say who the user is.
    UserInfo,
    /// The account at the provider is linked to another user.
    AccountExists,
    /// The account at the provider is linked to this user already.
    AlreadyLinked,
    /// The user returned with another account at the provider than the one to be reauthorized.
    AccountMismatch,
    /// Nobody here has the account at the provider, and the provider has not verified an address to make an account with.
    NoVerifiedEmail,
    /// Nobody here has the account at the provider, and sign-up is closed.
    SignUpOff,
    /// The user is banned.
    UserBanned,
}

impl ExternalFailure {
    /// Every failure.
    pub const ALL: [Self; 9] = [
        Self::AccessDenied,
        Self::TokenExchange,
        Self::UserInfo,
        Self::AccountExists,
        Self::AlreadyLinked,
        Self::AccountMismatch,
        Self::NoVerifiedEmail,
        Self::SignUpOff,
        Self::UserBanned,
    ];

    /// The error's code, as Clerk's API has it where it has one.
    pub fn code(self) -> &'static str {
        match self {
            Self::AccessDenied => "oauth_access_denied",
            Self::TokenExchange => "oauth_token_exchange_error",
            Self::UserInfo => "oauth_fetch_user_error",
            Self::AccountExists => "external_account_exists",
            Self::AlreadyLinked => "external_account_already_linked",
            Self::AccountMismatch => "external_account_mismatch",
            Self::NoVerifiedEmail => "external_account_email_address_verification_required",
            Self::SignUpOff => "not_allowed_to_sign_up",
            Self::UserBanned => "user_banned",
        }
    }

    /// The failure of this code.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// The message for the user.
    pub fn message(self, provider: ExternalProvider) -> String {
        let name = provider.name();
        match self {
            Self::AccessDenied => format!("You didn't allow access to your {name} account."),
            Self::TokenExchange | Self::UserInfo => {
                format!("{name} didn't answer as expected. Please try again.")
            }
            Self::AccountExists => {
                format!("That {name} account is already connected to another account here.")
            }
            Self::AlreadyLinked => {
                format!("That {name} account is already connected to your account.")
            }
            Self::AccountMismatch => format!(
                "That's a different {name} account. Sign in at {name} with the one that is connected."
            ),
            Self::NoVerifiedEmail => format!(
                "{name} has not verified an email address of yours. Sign up with your email address, and connect {name} then."
            ),
            Self::SignUpOff => {
                "New accounts can't be made here. Please ask your school.".to_owned()
            }
            Self::UserBanned => "This account is blocked. Please ask your school.".to_owned(),
        }
    }
}
