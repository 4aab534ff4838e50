use identity::{Refusal, Weakness};

/// Error code when the session's assurance level is too low.
pub const INSUFFICIENT: &str = "insufficient_aal";

/// Error code when e-mails are requested too often.
pub const MAILED: &str = "over_email_send_rate_limit";

/// Error code of the request rate limits.
pub const TOO_MANY: &str = "over_request_rate_limit";

/// The status, GoTrue's error code and the message of a refusal.
#[rustfmt::skip]
pub fn parts(refusal: Refusal) -> (u16, &'static str, &'static str) {
    match refusal {
        Refusal::InvalidCredentials => (400, "invalid_credentials", "Invalid login credentials"),
        Refusal::EmailNotConfirmed => (400, "email_not_confirmed", "Email not confirmed"),
        Refusal::NoLocalAccounts => (400, "email_provider_disabled", "Email logins are disabled"),
        Refusal::MailOff => (422, "otp_disabled", "E-mail is disabled on this server"),
        Refusal::SignUpOff => (422, "signup_disabled", "Signups not allowed for this instance"),
        Refusal::LinkExpired => (404, "flow_state_not_found", "The confirmation has expired"),
        Refusal::FlowStateNotFound => (404, "flow_state_not_found", "invalid flow state, no valid flow state found"),
        Refusal::FlowStateExpired => (422, "flow_state_expired", "invalid flow state, flow state has expired"),
        Refusal::BadCodeVerifier => (400, "bad_code_verifier", "code challenge does not match previously saved code verifier"),
        Refusal::UserBanned => (400, "user_banned", "User is banned"),
        Refusal::UserAlreadyExists => (422, "user_already_exists", "User already registered"),
        Refusal::UserIdExists => (422, "user_already_exists", "id: a user with this id already exists or existed"),
        Refusal::EmailExists => (422, "email_exists", "A user with this email address has already been registered"),
        Refusal::InvalidEmail => (400, "validation_failed", "Unable to validate email address: invalid format"),
        Refusal::CurrentPasswordInvalid => (400, "current_password_invalid", "The current password is incorrect"),
        Refusal::ReauthenticationNeeded => (400, "reauthentication_needed", "Reauthentication required: sign in again or, for a new password, provide the current one or a nonce"),
        Refusal::ReauthenticationNotValid => (422, "reauthentication_not_valid", "The nonce has expired or is invalid"),
        Refusal::CodeExpired => (403, "otp_expired", "Token has expired or is invalid"),
        Refusal::MailedJustNow => (429, MAILED, "For security purposes, you can only request this once every 60 seconds"),
        Refusal::InsufficientAal => (403, INSUFFICIENT, "AAL2 session is required for this"),
        Refusal::FactorNotFound => (404, "mfa_factor_not_found", "MFA factor with the provided factor ID not found"),
        Refusal::FactorNameConflict => (422, "mfa_factor_name_conflict", "A factor with this friendly name already exists"),
        Refusal::TooManyFactors => (422, "too_many_enrolled_mfa_factors", "Maximum number of enrolled factors reached, unenroll to continue"),
        Refusal::ChallengeExpired => (422, "mfa_challenge_expired", "MFA challenge has expired, verify against another challenge or create a new challenge."),
        Refusal::CodeRefused => (422, "mfa_verification_failed", "Invalid TOTP code entered"),
        Refusal::NotAdmin => (403, "not_admin", "User not allowed"),
        Refusal::NoSuchUser => (404, "user_not_found", "User not found"),
        Refusal::NoAccountWithEmail => (404, "user_not_found", "User with this email not found"),
        Refusal::SamePassword => (422, "same_password", "New password should be different from the old password."),
        Refusal::WeakPassword(Weakness::Length) => (422, "weak_password", "Password should be at least 8 characters."),
        Refusal::WeakPassword(Weakness::Guessable) => (422, "weak_password", "Password is known to be weak and easy to guess, please choose a different one."),
        Refusal::PasswordTooLong => (400, "validation_failed", "Password cannot be longer than 128 characters"),
        Refusal::MetadataTooLarge => (400, "validation_failed", "Metadata cannot be larger than 8 KB or deeper than 16 levels"),
        Refusal::BadToken => (403, "bad_jwt", "Invalid JWT: not signed by this server, or expired"),
        Refusal::OtherIssuer => (403, "bad_jwt", "Invalid JWT: issued for another PUBLIC_URL than this server's; run `timeback-dashboard token` with this server's settings"),
        Refusal::UserNotFound => (403, "user_not_found", "User from sub claim in JWT does not exist"),
        Refusal::SessionNotFound => (403, "session_not_found", "Session from session_id claim in JWT does not exist"),
        Refusal::NoSuchSession => (404, "session_not_found", "Session not found"),
        Refusal::SessionExpired => (400, "session_expired", "Invalid Refresh Token: Session Expired"),
        Refusal::RefreshTokenNotFound => (400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found"),
        Refusal::RefreshTokenForged => (400, "validation_failed", "Invalid Refresh Token: Not Issued By This Server"),
        Refusal::RefreshTokenUsed => (400, "refresh_token_already_used", "Invalid Refresh Token: Already Used"),
        Refusal::Busy => (503, TOO_MANY, "Too many sign-ins at once. Please try again in a moment."),
        Refusal::TooManyAttempts { .. } => (429, TOO_MANY, "Request rate limit reached"),
        Refusal::TooManyMails { .. } => (429, MAILED, "email rate limit exceeded"),
    }
}
