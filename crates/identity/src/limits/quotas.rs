use std::{
    net::{IpAddr, Ipv6Addr},
    time::Duration,
};

use super::bucket::Quota;

/// Wrong attempts at one account's secret from one address.
pub const GUESSES: Quota = Quota::new(5, Duration::from_secs(30));

/// The same while the account is under attack from many addresses: each address still has a first attempt.
pub const GUESSES_UNDER_ATTACK: Quota = Quota::new(1, Duration::from_secs(30));

/// Wrong attempts at one account's secret from all addresses, after which it counts as under attack.
pub const ACCOUNT: Quota = Quota::new(20, Duration::from_mins(3));

/// Wrong attempts at any secrets from one address.
pub const ADDRESS: Quota = Quota::new(100, Duration::from_millis(500));

/// New accounts from one address: three classrooms, and then one in ten seconds.
pub const SIGN_UPS: Quota = Quota::new(100, Duration::from_secs(10));

/// Mails of any kind that one network address asks for.
pub const MAILS_FROM: Quota = Quota::new(100, Duration::from_secs(10));

/// Recovery mails to one e-mail address.
pub const RECOVERIES: Quota = Quota::new(3, Duration::from_mins(20));

/// Other mails with a code to one e-mail address.
pub const MAILS: Quota = Quota::new(12, Duration::from_mins(5));

/// Text messages to one phone number.
pub const TEXTS: Quota = Quota::new(5, Duration::from_mins(10));

/// Text messages to the numbers of one block, which have the country code and the next three digits in common. Each costs
/// money, and of some blocks it goes to whoever asks for the texts. A school's families may share a block.
pub const TEXTS_TO_BLOCK: Quota = Quota::new(100, Duration::from_secs(30));

/// Text messages that one account asks for, to whatever numbers.
pub const TEXTS_OF: Quota = Quota::new(10, Duration::from_mins(10));

/// Text messages that one network address asks for: two classrooms.
pub const TEXTS_FROM: Quota = Quota::new(60, Duration::from_mins(1));

/// A kind of secret that can be guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Secret {
    /// An account's password.
    Password,
    /// A mailed code.
    MailedCode,
    /// An authorization code of an app.
    AuthCode,
    /// A code of an authenticator app, a texted one in its place, or a backup code.
    Factor,
    /// A code that was texted to verify a phone number.
    TextedCode,
}

/// A kind of mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mailing {
    /// A recovery code.
    Recovery,
    /// Any other code.
    Code,
}

impl Mailing {
    /// Its quota.
    pub(super) fn quota(self) -> Quota {
        match self {
            Self::Recovery => RECOVERIES,
            Self::Code => MAILS,
        }
    }
}

/// What a bucket counts, and for whom.
#[derive(Hash)]
pub enum Counted<'a> {
    Guesses(Secret, Option<IpAddr>, &'a str),
    Account(Secret, &'a str),
    Address(Option<IpAddr>),
    SignUps(Option<IpAddr>),
    MailsTo(Mailing, &'a str),
    MailsFrom(Option<IpAddr>),
    TextsTo(&'a str),
    TextsToBlock(&'a str),
    TextsOf(&'a str),
    TextsFrom(Option<IpAddr>),
    Reads(&'a str),
    ReadsFrom(Option<IpAddr>),
}

/// The rate limit of profile reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadRate {
    pub(super) account: Quota,
    pub(super) address: Quota,
}

impl ReadRate {
    /// One account may read so many times a second, with bursts of thirty times as many; an address, behind which a
    /// school may be, ten times as often.
    pub fn per_second(reads: u32) -> Self {
        let every = Duration::from_secs(1) / reads.max(1);
        let burst = reads.saturating_mul(30);
        Self {
            account: Quota::new(burst, every),
            address: Quota::new(burst.saturating_mul(10), every / 10),
        }
    }
}

/// The network of an address: with IPv6 a household has 64 bits of addresses to itself.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let prefix = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(prefix))
        }
        IpAddr::V4(address) => IpAddr::V4(address),
    }
}
