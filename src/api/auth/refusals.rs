//! The errors of each operation, for the API document. The tests check every error they see against these lists.

use std::time::Duration;

use utoipa::openapi::path::Operation;

use super::{error::ApiError, switched_off};
use crate::api::document::Shown;
use identity::{Refusal, Weakness};

/// Example of a validation error.
const INVALID: ApiError = ApiError::invalid("The message names the invalid field");

const TOO_OFTEN: Refusal = Refusal::TooManyAttempts {
    retry_after: Duration::ZERO,
};

const TOO_MANY_MAILS: Refusal = Refusal::TooManyMails {
    retry_after: Duration::ZERO,
};

/// The errors of an operation: its own, and those shared by all operations with a body, a session or an administrator.
pub fn of(operation: &Operation) -> Vec<Shown> {
    let id = operation.operation_id.as_deref().unwrap_or_default();
    let is_for_admins = operation
        .tags
        .iter()
        .flatten()
        .any(|tag| tag == super::tag::ADMIN);
    let mut all = vec![ApiError::BAD_TEXT];
    if operation.request_body.is_some() {
        all.extend([ApiError::BAD_JSON, ApiError::TOO_LARGE]);
    }
    if operation.security.is_some() {
        all.push(ApiError::NO_AUTHORIZATION);
    }
    if operation.security.is_some() {
        let denied = [
            Refusal::BadToken,
            Refusal::UserNotFound,
            Refusal::SessionNotFound,
            Refusal::UserBanned,
        ];
        all.extend(denied.map(|refusal| ApiError::from(refusal).forbidden()));
    }
    if is_for_admins {
        all.push(Refusal::NotAdmin.into());
        all.push(Refusal::OtherIssuer.into());
    }
    all.extend(own(id));
    if !["health", "settings", "openidConfiguration", "followLink"].contains(&id) {
        all.extend([ApiError::UNEXPECTED, ApiError::UNAVAILABLE]);
    }
    all.iter().map(ApiError::shown).collect()
}

/// The operation's own errors.
fn own(operation: &str) -> Vec<ApiError> {
    let refusals: &[Refusal] = match operation {
        "signUp" => &[
            TOO_OFTEN,
            TOO_MANY_MAILS,
            Refusal::SignUpOff,
            Refusal::UserAlreadyExists,
        ],
        "token" => &[
            TOO_OFTEN,
            Refusal::NoLocalAccounts,
            Refusal::InvalidCredentials,
            Refusal::EmailNotConfirmed,
            Refusal::UserBanned,
            Refusal::RefreshTokenNotFound,
            Refusal::RefreshTokenUsed,
            Refusal::SessionExpired,
            Refusal::Busy,
        ],
        "reauthenticate" => &[
            TOO_MANY_MAILS,
            Refusal::EmailNotConfirmed,
            Refusal::MailOff,
            Refusal::MailedJustNow,
        ],
        "getUser" => &[TOO_OFTEN],
        "verify" => &[TOO_OFTEN, Refusal::NoLocalAccounts],
        "otp" | "magicLink" => &[
            TOO_OFTEN,
            TOO_MANY_MAILS,
            Refusal::NoLocalAccounts,
            Refusal::MailOff,
        ],
        "recover" | "resend" => &[TOO_MANY_MAILS, Refusal::MailOff],
        "endSession" => &[Refusal::NoSuchSession],
        "deleteUser" => &[Refusal::ReauthenticationNeeded, Refusal::InsufficientAal],
        "updateUser" => &[
            TOO_OFTEN,
            TOO_MANY_MAILS,
            Refusal::NoLocalAccounts,
            Refusal::MailOff,
            Refusal::EmailExists,
            Refusal::SamePassword,
            Refusal::CurrentPasswordInvalid,
            Refusal::ReauthenticationNeeded,
            Refusal::ReauthenticationNotValid,
            Refusal::MailedJustNow,
        ],
        _ => &[],
    };
    let refusals = refusals.iter().chain(of_factors(operation));
    let refusals = refusals.chain(of_apps(operation));
    let refusals = refusals.chain(of_administration(operation));
    let refusals = refusals.chain(of_password(operation)).copied();
    let mut own: Vec<ApiError> = refusals.map(ApiError::from).collect();
    own.extend(of_form(operation));
    own
}

/// The errors of an operation that sets a password.
fn of_password(operation: &str) -> &'static [Refusal] {
    match operation {
        "signUp" | "updateUser" | "createUser" | "adminUpdateUser" | "generateLink" => &[
            Refusal::WeakPassword(Weakness::Length),
            Refusal::WeakPassword(Weakness::Guessable),
            Refusal::Busy,
        ],
        _ => &[],
    }
}

fn of_factors(operation: &str) -> &'static [Refusal] {
    match operation {
        "challengeFactor" | "unenrolFactor" => &[Refusal::FactorNotFound],
        "verifyFactor" => &[
            TOO_OFTEN,
            Refusal::FactorNotFound,
            Refusal::ChallengeExpired,
            Refusal::CodeRefused,
        ],
        "enrolFactor" => &[
            Refusal::ReauthenticationNeeded,
            Refusal::InsufficientAal,
            Refusal::FactorNameConflict,
            Refusal::TooManyFactors,
        ],
        "renewBackupCodes" => &[Refusal::FactorNotFound, Refusal::InsufficientAal],
        _ => &[],
    }
}

fn of_apps(operation: &str) -> &'static [Refusal] {
    match operation {
        "token" => &[
            Refusal::FlowStateNotFound,
            Refusal::FlowStateExpired,
            Refusal::BadCodeVerifier,
        ],
        _ => &[],
    }
}

fn of_administration(operation: &str) -> &'static [Refusal] {
    match operation {
        "adminGetUser" | "adminDeleteUser" | "adminListFactors" => &[Refusal::NoSuchUser],
        "adminUpdateFactor" => &[
            Refusal::NoSuchUser,
            Refusal::FactorNotFound,
            Refusal::FactorNameConflict,
        ],
        "adminDeleteFactor" => &[Refusal::NoSuchUser, Refusal::FactorNotFound],
        "invite" => &[
            Refusal::EmailExists,
            Refusal::MailedJustNow,
            Refusal::MailOff,
            Refusal::NoLocalAccounts,
        ],
        "generateLink" => &[
            Refusal::EmailExists,
            Refusal::NoAccountWithEmail,
            Refusal::NoLocalAccounts,
        ],
        "createUser" => &[Refusal::EmailExists, Refusal::UserIdExists],
        "adminUpdateUser" => &[Refusal::NoSuchUser, Refusal::EmailExists],
        _ => &[],
    }
}

/// Validation errors, and errors whose status differs by operation.
fn of_form(operation: &str) -> Vec<ApiError> {
    let insufficient = |status| ApiError::from(Refusal::InsufficientAal).or_insufficient(status);
    match operation {
        "signUp" => vec![INVALID, ApiError::NO_PHONE, ApiError::ANONYMOUS],
        "verify" => vec![
            INVALID,
            ApiError::NO_PHONE,
            ApiError::from(Refusal::CodeExpired).forbidden(),
            ApiError::from(Refusal::UserBanned).forbidden(),
        ],
        "updateUser" => vec![
            INVALID,
            ApiError::NO_PHONE,
            ApiError::NOT_ADMIN,
            insufficient(401),
        ],
        "token" => vec![
            INVALID,
            ApiError::NO_PHONE,
            switched_off::ID_TOKEN,
            switched_off::WEB3,
        ],
        "enrolFactor" => vec![
            INVALID,
            switched_off::PHONE_FACTOR,
            switched_off::WEBAUTHN_FACTOR,
        ],
        "otp" | "magicLink" | "recover" | "resend" | "createUser" => {
            vec![INVALID, ApiError::NO_PHONE]
        }
        "adminUpdateFactor" => vec![
            ApiError::NO_UUID,
            ApiError::NO_FACTOR_UUID,
            ApiError::NO_PHONE,
        ],
        "adminDeleteFactor" => vec![ApiError::NO_UUID, ApiError::NO_FACTOR_UUID],
        "adminUpdateUser" => vec![INVALID, ApiError::NO_PHONE, ApiError::NO_UUID],
        "adminGetUser" | "adminDeleteUser" | "adminListFactors" => vec![ApiError::NO_UUID],
        "signOut" | "listUsers" | "auditLog" | "invite" | "generateLink" | "followLink" => {
            vec![INVALID]
        }
        "unenrolFactor" => vec![insufficient(422)],
        _ => Vec::new(),
    }
}
