use std::{borrow::Cow, time::Duration};

use jiff::Timestamp;

use super::mail_template::{MailTemplate, document, escape};
use crate::{Email, Error, ExternalProvider, env::instant, unit_of_work::UnitOfWork};

/// A security event of an account, of which its user is notified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SecurityEvent {
    /// The password was changed.
    PasswordChanged,
    /// The password was removed.
    PasswordRemoved,
    /// The address was changed; the old one is notified.
    AddressChanged,
    /// Another address was added.
    AddressAdded,
    /// An address was removed; the primary one is notified.
    AddressRemoved,
    /// Another address is the primary one; the previous one is notified.
    PrimaryAddressChanged,
    /// A second factor was added.
    FactorAdded,
    /// A second factor was removed.
    FactorRemoved,
    /// A phone number became a second factor.
    PhoneFactorAdded,
    /// A phone number is no second factor any more.
    PhoneFactorRemoved,
    /// The backup codes were renewed.
    BackupCodesRenewed,
    /// The backup codes were removed.
    BackupCodesRemoved,
    /// A Timeback sign-in was linked.
    TimebackJoined,
    /// A Timeback sign-in was linked by a mailed code: password and sessions were removed.
    TimebackJoinedByCode,
    /// An account at a provider was linked.
    ExternalLinked(ExternalProvider),
    /// An account at a provider was linked by a mailed code: password, other accounts and sessions were removed.
    ExternalLinkedByCode(ExternalProvider),
    /// An account at a provider was unlinked.
    ExternalUnlinked(ExternalProvider),
    /// Too many wrong passwords or codes locked the account.
    Locked,
}

impl SecurityEvent {
    fn subject(self) -> &'static str {
        match self {
            Self::PasswordChanged => "Your password was changed",
            Self::PasswordRemoved => "Your password was removed",
            Self::AddressChanged => "Your e-mail address was changed",
            Self::AddressAdded => "An e-mail address was added",
            Self::AddressRemoved => "An e-mail address was removed",
            Self::PrimaryAddressChanged => "Your main e-mail address was changed",
            Self::FactorAdded => "An authenticator app was added",
            Self::FactorRemoved => "An authenticator app was removed",
            Self::PhoneFactorAdded => "Your phone is now part of sign-in",
            Self::PhoneFactorRemoved => "Your phone is no longer part of sign-in",
            Self::BackupCodesRenewed => "Your backup codes were renewed",
            Self::BackupCodesRemoved => "Your backup codes were removed",
            Self::TimebackJoined | Self::TimebackJoinedByCode => "You can sign in with Timeback",
            Self::ExternalLinked(_) | Self::ExternalLinkedByCode(_) => {
                "A sign-in was connected to your account"
            }
            Self::ExternalUnlinked(_) => "A sign-in was disconnected from your account",
            Self::Locked => "Your account is locked",
        }
    }

    fn words(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::ExternalLinked(provider) => {
                let name = provider.name();
                return format!("You can now use {name} to sign in to your account.").into();
            }
            Self::ExternalLinkedByCode(provider) => {
                let name = provider.name();
                return format!(
                    "You can now use {name} to sign in to your account. Password for this account and other connected sign-ins were removed, and all other devices were signed out."
                )
                .into();
            }
            Self::ExternalUnlinked(provider) => {
                let name = provider.name();
                return format!("You can no longer use {name} to sign in to your account.").into();
            }
            Self::PasswordChanged => "Your account has a new password.",
            Self::PasswordRemoved => {
                "The password for your account was removed. You can't use it to sign in any more."
            }
            Self::AddressChanged => {
                "Your account now has a different e-mail address instead of this one."
            }
            Self::AddressAdded => {
                "Another e-mail address was added to your account. It can be used to sign in, too."
            }
            Self::AddressRemoved => {
                "One of the e-mail addresses of your account was removed. It can't be used to sign in any more."
            }
            Self::PrimaryAddressChanged => {
                "Your account has a different main e-mail address now. You can still sign in with this one."
            }
            Self::FactorAdded => {
                "An authenticator app was added to your account. You'll need its code to sign in."
            }
            Self::FactorRemoved => {
                "An authenticator app was removed from your account. You no longer need its code to sign in."
            }
            Self::PhoneFactorAdded => {
                "A phone number was set up for your account. You'll need a code that we text to it to sign in."
            }
            Self::PhoneFactorRemoved => {
                "A phone number is no longer set up for signing in to your account. You no longer need a code that we text to it."
            }
            Self::BackupCodesRenewed => {
                "Your account has new backup codes. The old ones no longer work."
            }
            Self::BackupCodesRemoved => "The backup codes for your account no longer work.",
            Self::TimebackJoined => "You can now use Timeback to sign in to your account.",
            Self::TimebackJoinedByCode => {
                "You can now use Timeback to sign in to your account. Password for this account was removed, and all other devices were signed out."
            }
            Self::Locked => {
                "Someone entered too many wrong passwords or codes for your account, so nobody can sign in with a password for a while."
            }
        })
    }

    /// Whether the account can still be recovered by a mail to this address.
    fn is_recoverable(self) -> bool {
        self != Self::AddressChanged
    }
}

/// A security notice. It has no code and no link that does anything, so nothing is lost when others read it.
struct SecurityNotice<'a> {
    event: SecurityEvent,
    at: Timestamp,
    recipient: &'a Email,
    site: &'a str,
}

impl SecurityNotice<'_> {
    fn moment(&self) -> String {
        let at = self.at.strftime("%-d %B %Y, %H:%M UTC");
        format!("That was on {at}.")
    }

    fn mend(&self) -> String {
        if self.event == SecurityEvent::Locked {
            let site = self.site;
            return format!("To sign in now, set a new password at {site}/recover.");
        }
        if self.event.is_recoverable() {
            let site = self.site;
            format!("{IF_NOT} Set a new password at {site}/recover, and tell your school.")
        } else {
            format!("{IF_NOT} Tell your school at once.")
        }
    }
}

const IF_NOT: &str = "If this was you, there's nothing to do. If it wasn't, someone else may have access to your account.";

impl MailTemplate for SecurityNotice<'_> {
    fn recipient(&self) -> &Email {
        self.recipient
    }

    fn subject(&self) -> &'static str {
        self.event.subject()
    }

    fn text(&self) -> String {
        let (words, moment, mend) = (self.event.words(), self.moment(), self.mend());
        let site = self.site;
        format!("Hello,\n\n{words} {moment}\n\n{mend}\n\n-- \n{site}\n")
    }

    fn html(&self) -> String {
        let (words, moment, mend) = (self.event.words(), self.moment(), escape(&self.mend()));
        let body = format!("<p>{words} {moment}</p><p>{mend}</p>");
        document(self.subject(), &body, self.site)
    }

    /// It does not expire.
    fn lifetime(&self) -> Option<Duration> {
        None
    }
}

impl UnitOfWork<'_> {
    /// Notifies a user at this address, which they have verified.
    pub async fn notify_address(
        &mut self,
        recipient: &Email,
        event: SecurityEvent,
    ) -> Result<(), Error> {
        let (identity, at) = (self.identity, instant(self.now));
        if !identity.policy.has_mail {
            return Ok(());
        }
        let site = &identity.policy.origin;
        self.enqueue_mail(&SecurityNotice {
            event,
            at,
            recipient,
            site,
        })
        .await
    }
}
