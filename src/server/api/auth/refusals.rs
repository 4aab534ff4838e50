//! How each operation may refuse. The stories hold every refusal they see against this.

use utoipa::openapi::path::Operation;

use super::error::ApiError;
use crate::{
    identity::{
        Refusal::{self, *},
        Weakness,
    },
    server::api::document::Shown,
};

/// What is sent has not the form the operation takes.
const INVALID: ApiError = ApiError::invalid("What is wrong is said here");

/// The refusals of an operation: its own, and those of every operation that takes a body, a session, an administrator.
pub fn of(operation: &Operation) -> Vec<Shown> {
    let id = operation.operation_id.as_deref().unwrap_or_default();
    let is_for_admins = operation
        .tags
        .iter()
        .flatten()
        .any(|tag| tag == super::tag::ADMIN);
    let mut all = Vec::new();
    if operation.request_body.is_some() && id != "adminDeleteUser" {
        all.extend([ApiError::BAD_JSON, ApiError::TOO_LARGE]);
    }
    if operation.security.is_some() {
        all.push(ApiError::NO_AUTHORIZATION);
    }
    if operation.security.is_some() && id != "signOut" {
        let denied = [BadToken, UserNotFound, SessionNotFound, UserBanned];
        all.extend(denied.map(|refusal| ApiError::from(refusal).forbidden()));
    }
    if is_for_admins {
        all.push(NotAdmin.into());
    }
    all.extend(own(id));
    if !["health", "settings"].contains(&id) {
        all.push(ApiError::UNEXPECTED);
    }
    all.iter().map(ApiError::shown).collect()
}

/// What only this operation may refuse.
fn own(operation: &str) -> Vec<ApiError> {
    let refusals: &[Refusal] = match operation {
        "signUp" => &[UserAlreadyExists, WeakPassword(Weakness::Length), Busy],
        "token" => &[
            InvalidCredentials,
            EmailNotConfirmed,
            UserBanned,
            RefreshTokenNotFound,
            RefreshTokenUsed,
            SessionExpired,
            Busy,
        ],
        "reauthenticate" => &[EmailNotConfirmed, MailedJustNow],
        "endSession" => &[NoSuchSession],
        "deleteUser" => &[ReauthenticationNeeded, InsufficientAal],
        "challengeFactor" => &[FactorNotFound],
        "verifyFactor" => &[
            FactorNotFound,
            ChallengeExpired,
            ChallengeElsewhere,
            CodeRefused,
        ],
        "enrolFactor" => &[
            ReauthenticationNeeded,
            InsufficientAal,
            FactorNameConflict,
            TooManyFactors,
        ],
        "unenrolFactor" => &[FactorNotFound],
        "renewBackupCodes" => &[FactorNotFound, InsufficientAal],
        "adminGetUser" | "adminDeleteUser" => &[NoSuchUser],
        "createUser" => &[EmailExists, WeakPassword(Weakness::Length), Busy],
        "adminUpdateUser" => &[
            NoSuchUser,
            EmailExists,
            WeakPassword(Weakness::Length),
            Busy,
        ],
        "updateUser" => &[
            EmailExists,
            SamePassword,
            WeakPassword(Weakness::Length),
            CurrentPasswordInvalid,
            ReauthenticationNeeded,
            ReauthenticationNotValid,
            MailedJustNow,
            Busy,
        ],
        _ => &[],
    };
    let mut own: Vec<ApiError> = refusals.iter().copied().map(ApiError::from).collect();
    own.extend(of_form(operation));
    own
}

/// Statuses that differ by operation, and what is wrong with what was sent.
fn of_form(operation: &str) -> Vec<ApiError> {
    let insufficient = |status| ApiError::from(InsufficientAal).or_insufficient(status);
    match operation {
        "signUp" => vec![INVALID, ApiError::NO_PHONE, ApiError::ANONYMOUS],
        "verify" => vec![
            INVALID,
            ApiError::NO_PHONE,
            ApiError::from(CodeExpired).forbidden(),
            ApiError::from(UserBanned).forbidden(),
        ],
        "updateUser" => vec![
            INVALID,
            ApiError::NO_PHONE,
            ApiError::NOT_ADMIN,
            insufficient(401),
        ],
        "token" | "otp" | "magicLink" | "recover" | "resend" | "enrolFactor" | "createUser" => {
            vec![INVALID, ApiError::NO_PHONE]
        }
        "adminUpdateUser" => vec![INVALID, ApiError::NO_PHONE, ApiError::NO_UUID],
        "adminGetUser" | "adminDeleteUser" => vec![ApiError::NO_UUID],
        "signOut" | "listUsers" | "auditLog" => vec![INVALID],
        "unenrolFactor" => vec![insufficient(422)],
        _ => Vec::new(),
    }
}
