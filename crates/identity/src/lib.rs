//! User accounts: credentials, sessions of browsers and API clients, and the audit log.
//!
//! Independent of leptos and axum. The clock and the random number generator are parameters ([`Clock`], [`Rng`]).

mod access_token;
mod audit;
mod configured_key;
mod env;
#[macro_use]
mod error;
mod event_counts;
mod events;
mod geoip;
mod key_ring;
pub mod limits;
mod mail;
mod model;
mod oauth;
pub mod oidc;
mod operations;
mod password;
mod picture_bucket;
mod recent_sessions;
mod service;
mod service_account;
mod session_claims;
mod signing_key;
mod store;
mod template_key;
mod unit_of_work;
mod vault;
mod webhooks;

pub use access_token::{AUDIENCE, LIFETIME as ACCESS_TOKEN_LIFETIME};
pub use configured_key::ConfiguredKey;
pub use env::{Clock, Env, Rng};
pub use error::Error;
pub use events::{AddressChanged, SessionsEnded, TimeZoneChanged};
pub use geoip::{GeoIp, InvalidGeoIp};
pub use key_ring::PUBLISHED_FOR as KEYS_PUBLISHED_FOR;
pub use limits::{TooManyAttempts, TooManyMails, TooManyTexts};
pub use mail::{Mail, MailDepth, MailRefusal};
pub use model::aal::Aal;
pub use model::account::{Account, LinkedIdentity};
pub use model::action::Action;
pub use model::administered_user::AdministeredUser;
pub use model::administrator::Administrator;
pub use model::app_link::AppLink;
pub use model::audit_entry::AuditEntry;
pub use model::audit_filter::{AuditFilter, InvalidAuditFilter};
pub use model::auth_context::AuthContext;
pub use model::auth_method::AuthMethod;
pub use model::auth_policy::{AuthPolicy, Lockout, PhonePolicy};
pub use model::channel::Channel;
pub use model::claims_template::{ClaimsTemplate, InvalidClaims};
pub use model::client_info::ClientInfo;
pub use model::code_challenge::{CodeChallenge, InvalidChallenge};
pub use model::code_flow::CodeFlow;
pub use model::device::Device;
pub use model::email::{Email, InvalidEmail};
pub use model::email_address::{AddressCode, AddressStatus, EmailAddress};
pub use model::external_account::{ExternalAccount, ExternalAccountId, ExternalAccountStatus};
pub use model::external_failure::ExternalFailure;
pub use model::external_flow::{
    ExternalFlowOutcome, ExternalFlowRequest, ExternalFlowReturn, ExternalFlowStart,
    FinishedExternalFlow,
};
pub use model::external_profile::{ExternalGrant, ExternalProfile, ExternalTokens};
pub use model::external_provider::ExternalProvider;
pub use model::external_verification::{ExternalVerification, ExternalVerificationStatus};
pub use model::factor::Factor;
pub use model::flow::{Flow, FlowStart};
pub use model::jwt_template::JwtTemplate;
pub use model::metadata::{Metadata, MetadataTooLarge};
pub use model::one_time_code::{InvalidCode, OneTimeCode};
pub use model::page::{Order, Page};
pub use model::pending_link::PendingLink;
pub use model::person_name::{InvalidName, PersonName};
pub use model::phone_number::{InvalidPhoneNumber, PhoneNumber, PhoneRegion};
pub use model::picture::{Picture, PictureFile, PictureId, PictureSize};
pub use model::provider::Provider;
pub use model::redirect_allowlist::RedirectAllowlist;
pub use model::role::Role;
pub use model::session::{
    ABSOLUTE_LIFETIME, ActiveSession, EndReason, EndedSession, IDLE_LIFETIME, OwnSession,
    SessionId, SignInMethod,
};
pub use model::session_activity::{Place, SessionActivity};
pub use model::sign_in_attempt::{ATTEMPT_LIFETIME, SignInAttempt};
pub use model::sign_in_name::{InvalidSignInName, SignInName};
pub use model::sign_up_attempt::{SignUpAttempt, SignUpFields};
pub use model::signing_algorithm::SigningAlgorithm;
pub use model::template_name::{InvalidTemplateName, TemplateName};
pub use model::time_zone_name::{TimeZoneName, UnknownTimeZoneName};
pub use model::token::Token;
pub use model::user::{NextStep, SignedIn, User, UserId};
pub use model::user_phone::UserPhone;
pub use model::user_query::{UserOrder, UserQuery, UserSort};
pub use model::user_session::{SessionStatus, UserSession};
pub use model::username::{InvalidUsername, Username};
pub use model::webhook_event::{WebhookDepth, WebhookEvent, WebhookKind};
pub use oauth::{ExternalClient, ExternalEndpoints, ExternalProviderError, ExternalServer};
pub use operations::account_changes::{AccountChanges, Cursor};
pub use operations::account_linking::{
    ConfirmLinkError, LinkProof, LinkStart, MailLinkCodeError, ProviderSignIn,
};
pub use operations::account_settings::{
    ChangeEmailError, ChangeOwnPictureError, ConfirmError, EditOwnProfileError, FinishFactorError,
    MailAddressChangeError, OwnAccount, OwnProfileEdit, Proof, RemoveOwnFactorError,
    RemoveOwnPasswordError, RenewOwnBackupCodesError, Renewed, SetPasswordError,
};
pub use operations::address_change::{AddressChangeError, AddressError};
pub use operations::admin::{
    AccountEdit, AddUserAddressError, AddressEdit, AuthenticateAdminError, ChangeMetadataError,
    ChangePictureError, CheckFactorError, CheckPasswordError, CompromisedPasswordError,
    CreateAccountError, CreateSessionError, CreateUserError, DeleteFactorError, DeleteFactorsError,
    DisableMfaError, EditAccountError, EditPhoneNumberError, EditProfileError,
    EditUserAddressError, FactorCode, GenerateLinkError, GeneratedLink, InviteError, LinkFor,
    LinkRequest, LockUserError, Merge, MetadataChange, NewPassword, NewUser, NewUserAddress,
    PhoneEdit, ProfileEdit, RemovePasswordError, RemoveUserAddressError, RenameFactorError,
    ReplaceUserAddressesError, RevokeSessionError, SessionQuery, UserAddress,
};
pub use operations::api_session::{Grant, Renewal, ReuseCause};
pub use operations::auth_context::AuthenticateError;
pub use operations::ban_user::Ban;
pub use operations::confirm_in_browser::Confirmed;
pub use operations::delete_user::{DeleteAccountError, DeleteOwnAccountError};
pub use operations::email_address::{
    AddAddressError, Irremovable, MailAddressCodeError, PrimaryAddressError, RemoveAddressError,
    SetPrimaryAddressError, VerifyAddressError,
};
pub use operations::end_own_session::EndSessionError;
pub use operations::exchange_auth_code::ExchangeError;
pub use operations::external_account::{
    DeleteExternalAccountError, ExternalAccessToken, ExternalAccessTokensError,
    ExternalSignInError, FinishExternalFlowError, LinkExternalAccountError, StartExternalFlowError,
    UnlinkExternalAccountError,
};
pub use operations::external_attempt::{
    AttemptReturn, ProviderAttempt, ProviderAttemptError, ProviderSignUpError, TransferError,
};
pub use operations::factor::{
    AnswerChallengeError, Challenge, ChallengeError, EnrolFactorError, Enrollment,
    RemoveFactorError, RenewBackupCodesError, SecondFactorError, SecondFactors,
    TextSecondFactorError,
};
pub use operations::jwt_template::{
    CreateTemplateError, DeleteTemplateError, NewTemplate, TemplateEdit, TemplateKeyEdit,
    UpdateTemplateError,
};
pub use operations::mail_code::MailCodeError;
pub use operations::mail_reauthentication::MailReauthenticationError;
pub use operations::mail_sign_in_code::MailSignInCodeError;
pub use operations::mailed_link::MailedLink;
pub use operations::merge_metadata::MetadataError;
pub use operations::new_password::NewPasswordError;
pub use operations::password_sign_in::PasswordSignInError;
pub use operations::phone_number::{
    AttemptPhoneVerificationError, CreatePhoneNumberError, MakeDefaultPhoneError,
    PreparePhoneVerificationError, RemovePhoneNumberError, ReservePhoneNumberError, ReservedPhone,
    SetPrimaryPhoneError, TextCodeError,
};
pub use operations::proof::VerificationError;
pub use operations::refresh::RefreshError;
pub use operations::session_token::{SessionToken, SessionTokenError};
pub use operations::sign_out::SignOutScope;
pub use operations::sign_up::{SignUpError, SignedUp};
pub use operations::sign_up_attempt::{ContinueSignUpError, SaveSignUpError};
pub use operations::update::{Update, UpdateError};
pub use operations::verify_code::{Verified, VerifyCodeError};
pub use operations::{account_settings, admin, factor};
pub use password::{ImportedHash, InvalidHash, InvalidPassword, Password, PasswordTooLong};
pub use picture_bucket::{BucketError, PictureBucket};
pub use service::Identity;
pub use service_account::ServiceAccount;
pub use template_key::{InvalidSigningKey, TemplateKey};
pub use vault::Vault;
