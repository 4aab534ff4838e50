//! Limits and counts of live pages.

use std::{collections::HashMap, hash::Hash, net::IpAddr};

use super::Page;
use identity::limits::network;

/// Limits on live pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Per session; more windows than anyone has open in a browser.
    pub session: usize,
    /// Per account; three devices with that many windows.
    pub account: usize,
    /// Per IP address, which a whole school may share.
    pub address: usize,
    /// In total, at a few kilobytes each.
    pub all: usize,
}

impl Bounds {
    /// The limits for this maximum number of connections, half of which are reserved for short requests.
    pub fn within(connections: usize) -> Self {
        let all = (connections / 2).clamp(1, 10_000);
        Self {
            session: 8,
            account: 24,
            address: all.div_ceil(2),
            all,
        }
    }
}

/// A limit that is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// Of a session or an account.
    User,
    /// Of an IP address.
    Address,
    /// In total.
    All,
}

/// Counts of live pages. Zero counts are removed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct OpenCounts {
    all: usize,
    sessions: HashMap<String, usize>,
    accounts: HashMap<String, usize>,
    addresses: HashMap<Option<IpAddr>, usize>,
}

impl OpenCounts {
    /// Counts the page unless a limit is reached.
    ///
    /// # Errors
    /// Returns the limit that is reached.
    pub fn take(&mut self, page: &Page, bounds: &Bounds) -> Result<(), Limit> {
        let address = page.address.map(network);
        if count(&self.sessions, &page.session) >= bounds.session
            || count(&self.accounts, &page.account) >= bounds.account
        {
            return Err(Limit::User);
        }
        if self.all >= bounds.all {
            return Err(Limit::All);
        }
        if count(&self.addresses, &address) >= bounds.address {
            return Err(Limit::Address);
        }
        self.all += 1;
        *self.sessions.entry(page.session.clone()).or_default() += 1;
        *self.accounts.entry(page.account.clone()).or_default() += 1;
        *self.addresses.entry(address).or_default() += 1;
        Ok(())
    }

    /// Releases the page's count.
    pub fn give_back(&mut self, page: &Page) {
        self.all -= 1;
        decrement(&mut self.sessions, &page.session);
        decrement(&mut self.accounts, &page.account);
        decrement(&mut self.addresses, &page.address.map(network));
    }

    pub fn count(&self) -> usize {
        self.all
    }
}

fn count<K: Eq + Hash>(counts: &HashMap<K, usize>, key: &K) -> usize {
    counts.get(key).copied().unwrap_or_default()
}

fn decrement<K: Eq + Hash>(counts: &mut HashMap<K, usize>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}
