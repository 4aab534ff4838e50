use std::time::Duration;

use jiff::Timestamp;

use super::mail_template::{Letterhead, MailTemplate, paragraph};
use crate::{Email, Error, ExternalProvider, UserId, env::instant, unit_of_work::UnitOfWork};
use messages::Messages;

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
    fn subject(self, text: &Messages) -> String {
        match self {
            Self::PasswordChanged => text.mail_password_changed_subject(),
            Self::PasswordRemoved => text.mail_password_removed_subject(),
            Self::AddressChanged => text.mail_address_changed_subject(),
            Self::AddressAdded => text.mail_address_added_subject(),
            Self::AddressRemoved => text.mail_address_removed_subject(),
            Self::PrimaryAddressChanged => text.mail_main_address_changed_subject(),
            Self::FactorAdded => text.mail_app_added_subject(),
            Self::FactorRemoved => text.mail_app_removed_subject(),
            Self::PhoneFactorAdded => text.mail_phone_added_subject(),
            Self::PhoneFactorRemoved => text.mail_phone_removed_subject(),
            Self::BackupCodesRenewed => text.mail_backup_codes_renewed_subject(),
            Self::BackupCodesRemoved => text.mail_backup_codes_removed_subject(),
            Self::TimebackJoined | Self::TimebackJoinedByCode => {
                text.mail_timeback_linked_subject()
            }
            Self::ExternalLinked(_) | Self::ExternalLinkedByCode(_) => {
                text.mail_provider_linked_subject()
            }
            Self::ExternalUnlinked(_) => text.mail_provider_unlinked_subject(),
            Self::Locked => text.mail_locked_subject(),
        }
    }

    fn words(self, text: &Messages) -> String {
        match self {
            Self::PasswordChanged => text.mail_password_changed(),
            Self::PasswordRemoved => text.mail_password_removed(),
            Self::AddressChanged => text.mail_address_changed(),
            Self::AddressAdded => text.mail_address_added(),
            Self::AddressRemoved => text.mail_address_removed(),
            Self::PrimaryAddressChanged => text.mail_main_address_changed(),
            Self::FactorAdded => text.mail_app_added(),
            Self::FactorRemoved => text.mail_app_removed(),
            Self::PhoneFactorAdded => text.mail_phone_added(),
            Self::PhoneFactorRemoved => text.mail_phone_removed(),
            Self::BackupCodesRenewed => text.mail_backup_codes_renewed(),
            Self::BackupCodesRemoved => text.mail_backup_codes_removed(),
            Self::TimebackJoined => text.mail_timeback_linked(),
            Self::TimebackJoinedByCode => text.mail_timeback_linked_by_code(),
            Self::ExternalLinked(provider) => text.mail_provider_linked(provider.name()),
            Self::ExternalLinkedByCode(provider) => {
                text.mail_provider_linked_by_code(provider.name())
            }
            Self::ExternalUnlinked(provider) => text.mail_provider_unlinked(provider.name()),
            Self::Locked => text.mail_locked(),
        }
    }

    /// What to do about it. `recovery` is the page where a new password is set.
    fn mend(self, recovery: &str, text: &Messages) -> String {
        match self {
            Self::Locked => text.mail_notice_mend_locked(recovery),
            // The account cannot be recovered by a mail to this address any more.
            Self::AddressChanged => text.mail_notice_mend_lost(),
            _ => text.mail_notice_mend(recovery),
        }
    }
}

/// A security notice. It has no code and no link that does anything, so nothing is lost when others read it.
struct SecurityNotice<'a> {
    event: SecurityEvent,
    at: Timestamp,
    recipient: &'a Email,
    letterhead: Letterhead<'a>,
}

impl SecurityNotice<'_> {
    fn paragraphs(&self) -> [String; 2] {
        let Letterhead { language, site } = self.letterhead;
        let text = language.messages();
        let when = text.mail_notice_when(language.date_time(self.at));
        let words = self.event.words(text);
        let mend = self.event.mend(&format!("{site}/recover"), text);
        [format!("{words} {when}"), mend]
    }
}

impl MailTemplate for SecurityNotice<'_> {
    fn recipient(&self) -> &Email {
        self.recipient
    }

    fn subject(&self) -> String {
        self.event.subject(self.letterhead.language.messages())
    }

    fn text(&self) -> String {
        let [words, mend] = self.paragraphs();
        self.letterhead.text(&[&words, &mend])
    }

    fn html(&self) -> String {
        let body = self.paragraphs().map(|words| paragraph(&words)).concat();
        self.letterhead.html(&self.subject(), &body)
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
        user: &UserId,
        recipient: &Email,
        event: SecurityEvent,
    ) -> Result<(), Error> {
        if !self.identity.policy.has_mail {
            return Ok(());
        }
        let letterhead = self.letterhead(user).await?;
        let at = instant(self.now);
        self.enqueue_mail(&SecurityNotice {
            event,
            at,
            recipient,
            letterhead,
        })
        .await
    }
}
