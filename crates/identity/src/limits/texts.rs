use std::net::IpAddr;

use super::{
    Limits, TooManyTexts, network,
    quotas::{Counted, TEXTS, TEXTS_FROM, TEXTS_OF, TEXTS_TO_BLOCK},
};
use crate::PhoneNumber;

impl Limits {
    /// Counts a text message to `number` that `account` asked for from this network address.
    ///
    /// # Errors
    /// Returns [`TooManyTexts`] when the limit is reached.
    pub async fn text(
        &self,
        number: &PhoneNumber,
        account: &str,
        address: Option<IpAddr>,
    ) -> Result<(), TooManyTexts> {
        let counted = [
            (Counted::TextsTo(number.as_str()), TEXTS),
            (Counted::TextsToBlock(number.prefix()), TEXTS_TO_BLOCK),
            (Counted::TextsOf(account), TEXTS_OF),
            (Counted::TextsFrom(address.map(network)), TEXTS_FROM),
        ];
        let taken = counted.map(|(counted, quota)| (self.key(&counted), quota));
        self.take_all(&taken)
            .await
            .map_err(|retry_after| TooManyTexts { retry_after })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use futures_util::FutureExt as _;

    use super::*;
    use crate::Env;

    fn limits() -> Limits {
        let env = Env::new(
            Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
            Arc::new(|bytes: &mut [u8]| bytes.fill(7)),
        );
        Limits::new(env, b"secret")
    }

    fn number(e164: String) -> PhoneNumber {
        PhoneNumber::parse(&e164, None).unwrap()
    }

    /// How many texts go out, when each is to another number, for another account and from another address unless given.
    fn sent(
        number_of: impl Fn(u8) -> String,
        account: Option<&str>,
        address: Option<[u8; 4]>,
    ) -> usize {
        let limits = limits();
        let is_sent = |which: &u8| {
            let own = which.to_string();
            let from = address.unwrap_or([192, 0, 2, *which]);
            let account = account.unwrap_or(&own);
            let number = number(number_of(*which));
            let text = limits.text(&number, account, Some(from.into()));
            text.now_or_never().expect("it waits").is_ok()
        };
        (0..150).filter(is_sent).count()
    }

    #[test]
    fn texts_are_limited_by_number_block_account_and_address() {
        let of_one_block = |which| format!("+120155501{:02}", which % 100);
        let of_many_blocks = |which| format!("+49151{:03}12345", which + 100);
        let far_apart = |which: u8| {
            let areas = [
                "+1201", "+1212", "+1213", "+1310", "+1415", "+1617", "+1702", "+1718",
            ];
            format!("{}55501{:02}", areas[usize::from(which % 8)], which % 100)
        };
        assert_eq!(sent(|_| "+12015550123".to_owned(), None, None), 5);
        assert_eq!(sent(of_one_block, None, None), 100);
        assert_eq!(sent(of_many_blocks, None, None), 100, "a block is +49151");
        assert_eq!(sent(far_apart, None, None), 150);
        assert_eq!(sent(far_apart, Some("maya"), None), 10);
        assert_eq!(sent(far_apart, None, Some([192, 0, 2, 1])), 60);
    }
}
