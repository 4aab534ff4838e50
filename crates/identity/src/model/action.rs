/// An action that the audit log records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// An account was created.
    SignedUp,
    /// A sign-up with the address of an existing account.
    RepeatedSignUp,
    /// A sign-in.
    SignedIn,
    /// An app was given an authorization code.
    AuthCodeIssued,
    /// A failed sign-in.
    SignInFailed,
    /// A sign-out.
    SignedOut,
    /// An access token was refreshed.
    TokenRefreshed,
    /// A refresh token was reused; its session ended.
    TokenReused,
    /// A user updated their account.
    Updated,
    /// A password was changed.
    PasswordChanged,
    /// An administrator marked a password as compromised.
    PasswordCompromised,
    /// An administrator unmarked a compromised password.
    PasswordCleared,
    /// A code to verify an address was mailed.
    ConfirmationRequested,
    /// A code to recover an account was mailed.
    RecoveryRequested,
    /// A code to confirm a sensitive change was mailed.
    ReauthenticationRequested,
    /// Such a code was brought.
    Reauthenticated,
    /// A second factor is being enrolled.
    FactorEnrolled,
    /// A second factor was challenged.
    FactorChallenged,
    /// Such a code was brought.
    FactorAnswered,
    /// A user removed a second factor.
    FactorRemoved,
    /// Backup codes were renewed.
    BackupCodesRenewed,
    /// A user added a phone number.
    PhoneNumberAdded,
    /// A code was texted to a phone.
    PhoneCodeRequested,
    /// A code to verify a phone number was brought.
    PhoneNumberVerified,
    /// A phone number was removed.
    PhoneNumberRemoved,
    /// A profile was read: logged once per session and hour.
    ProfileRead,
    /// A provider sign-in has to confirm that an existing account is its user's.
    LinkRequested,
    /// A provider identity was linked to an account.
    IdentityLinked,
    /// A provider identity was not linked: the user returned from the provider without success.
    IdentityLinkFailed,
    /// A provider identity was unlinked from an account.
    IdentityUnlinked,
    /// An account was linked to a Timeback user.
    JoinedTimeback,
    /// An administrator invited a user.
    Invited,
    /// A second factor was renamed.
    FactorUpdated,
    /// An administrator removed a second factor.
    FactorDeleted,
    /// An account was deleted.
    Deleted,
    /// An administrator locked an account.
    Locked,
    /// An administrator unlocked an account.
    Unlocked,
    /// A JWT template was created.
    JwtTemplateCreated,
    /// A JWT template was changed.
    JwtTemplateUpdated,
    /// A JWT template was deleted.
    JwtTemplateDeleted,
    /// Old entries of the log were deleted.
    LogTrimmed,
    /// The database was restored from a backup.
    Restored,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 42] = [
        Self::SignedUp,
        Self::RepeatedSignUp,
        Self::SignedIn,
        Self::AuthCodeIssued,
        Self::SignInFailed,
        Self::SignedOut,
        Self::TokenRefreshed,
        Self::TokenReused,
        Self::Updated,
        Self::PasswordChanged,
        Self::PasswordCompromised,
        Self::PasswordCleared,
        Self::ConfirmationRequested,
        Self::RecoveryRequested,
        Self::ReauthenticationRequested,
        Self::Reauthenticated,
        Self::FactorEnrolled,
        Self::FactorChallenged,
        Self::FactorAnswered,
        Self::FactorRemoved,
        Self::BackupCodesRenewed,
        Self::PhoneNumberAdded,
        Self::PhoneCodeRequested,
        Self::PhoneNumberVerified,
        Self::PhoneNumberRemoved,
        Self::ProfileRead,
        Self::LinkRequested,
        Self::IdentityLinked,
        Self::IdentityLinkFailed,
        Self::IdentityUnlinked,
        Self::JoinedTimeback,
        Self::Invited,
        Self::FactorUpdated,
        Self::FactorDeleted,
        Self::Deleted,
        Self::Locked,
        Self::Unlocked,
        Self::JwtTemplateCreated,
        Self::JwtTemplateUpdated,
        Self::JwtTemplateDeleted,
        Self::LogTrimmed,
        Self::Restored,
    ];

    /// The action of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }

    /// The name of the action's group: GoTrue's where GoTrue has the action.
    pub fn log_type(self) -> &'static str {
        match self {
            Self::SignedIn | Self::SignInFailed | Self::SignedOut | Self::AuthCodeIssued => {
                "account"
            }
            Self::SignedUp | Self::Invited | Self::Deleted | Self::LogTrimmed | Self::Restored => {
                "team"
            }
            Self::TokenRefreshed
            | Self::TokenReused
            | Self::JwtTemplateCreated
            | Self::JwtTemplateUpdated
            | Self::JwtTemplateDeleted => "token",
            Self::RepeatedSignUp
            | Self::Updated
            | Self::PasswordChanged
            | Self::PasswordCompromised
            | Self::PasswordCleared
            | Self::ConfirmationRequested
            | Self::RecoveryRequested
            | Self::ReauthenticationRequested
            | Self::Reauthenticated
            | Self::PhoneNumberAdded
            | Self::PhoneCodeRequested
            | Self::PhoneNumberVerified
            | Self::PhoneNumberRemoved
            | Self::ProfileRead
            | Self::Locked
            | Self::Unlocked
            | Self::LinkRequested
            | Self::IdentityLinked
            | Self::IdentityLinkFailed
            | Self::IdentityUnlinked
            | Self::JoinedTimeback => "user",
            Self::FactorEnrolled
            | Self::FactorChallenged
            | Self::FactorAnswered
            | Self::FactorRemoved
            | Self::FactorUpdated
            | Self::FactorDeleted
            | Self::BackupCodesRenewed => "factor",
        }
    }

    /// The action's name in the log: GoTrue's where GoTrue has the action.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignedUp => "user_signedup",
            Self::RepeatedSignUp => "user_repeated_signup",
            Self::SignedIn => "login",
            Self::AuthCodeIssued => "auth_code_issued",
            Self::SignInFailed => "login_failed",
            Self::SignedOut => "logout",
            Self::TokenRefreshed => "token_refreshed",
            Self::TokenReused => "token_revoked",
            Self::Updated => "user_modified",
            Self::PasswordChanged => "user_updated_password",
            Self::PasswordCompromised => "user_password_compromised",
            Self::PasswordCleared => "user_password_cleared",
            Self::ConfirmationRequested => "user_confirmation_requested",
            Self::RecoveryRequested => "user_recovery_requested",
            Self::ReauthenticationRequested => "user_reauthenticate_requested",
            Self::Reauthenticated => "user_reauthenticated",
            Self::FactorEnrolled => "factor_in_progress",
            Self::FactorChallenged => "challenge_created",
            Self::FactorAnswered => "verification_attempted",
            Self::FactorRemoved => "factor_unenrolled",
            Self::BackupCodesRenewed => "backup_codes_renewed",
            Self::PhoneNumberAdded => "phone_number_added",
            Self::PhoneCodeRequested => "phone_code_requested",
            Self::PhoneNumberVerified => "phone_number_verified",
            Self::PhoneNumberRemoved => "phone_number_removed",
            Self::ProfileRead => "profile_read",
            Self::LinkRequested => "identity_link_requested",
            Self::IdentityLinked => "identity_linked",
            Self::IdentityLinkFailed => "identity_link_failed",
            Self::IdentityUnlinked => "identity_unlinked",
            Self::JoinedTimeback => "timeback_joined",
            Self::Invited => "user_invited",
            Self::FactorUpdated => "factor_updated",
            Self::FactorDeleted => "factor_deleted",
            Self::Deleted => "user_deleted",
            Self::Locked => "user_locked",
            Self::Unlocked => "user_unlocked",
            Self::JwtTemplateCreated => "jwt_template_created",
            Self::JwtTemplateUpdated => "jwt_template_updated",
            Self::JwtTemplateDeleted => "jwt_template_deleted",
            Self::LogTrimmed => "log_trimmed",
            Self::Restored => "restored",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_have_names_of_their_own() {
        let mut names: Vec<_> = Action::ALL.iter().map(|action| action.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Action::ALL.len());
    }
}
