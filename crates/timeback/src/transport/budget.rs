//! Retry budget: a percentage of the calls made, plus a small reserve for clients with few calls.
//!
//! Not `tower`'s `TpsBudget`, whose reserve refills by at least one retry per second.

use std::time::Duration;

use tokio::time::Instant;

use crate::Resilience;

/// Cost of one retry, in hundredths.
const RETRY_COST: u32 = 100;

/// Upper bound of the balance, so that past calls do not pay for a later retry storm.
const MAX_BALANCE: u32 = 10 * RETRY_COST;

/// Time after which one retry of the reserve is refilled.
const REFILL_INTERVAL: Duration = Duration::from_secs(10);

/// A token bucket for retries. Time is a parameter.
#[derive(Debug)]
pub(super) struct RetryBudget {
    percent: u32,
    balance: u32,
    largest_reserve: u32,
    reserve: u32,
    /// When the reserve was last full or refilled.
    refilled_at: Instant,
}

impl RetryBudget {
    /// Creates a budget with a full reserve and no balance.
    pub fn new(resilience: &Resilience, now: Instant) -> Self {
        Self {
            percent: resilience.retry_percent,
            balance: 0,
            largest_reserve: resilience.retry_reserve,
            reserve: resilience.retry_reserve,
            refilled_at: now,
        }
    }

    /// Credits a first attempt.
    pub fn deposit(&mut self) {
        self.balance = self.balance.saturating_add(self.percent).min(MAX_BALANCE);
    }

    /// Withdraws the cost of one retry. Returns `false` when the budget is exhausted.
    pub fn withdraw(&mut self, now: Instant) -> bool {
        self.refill(now);
        if self.balance >= RETRY_COST {
            self.balance -= RETRY_COST;
            true
        } else if self.reserve > 0 {
            self.reserve -= 1;
            true
        } else {
            false
        }
    }

    fn refill(&mut self, now: Instant) {
        while self.reserve < self.largest_reserve && now >= self.refilled_at + REFILL_INTERVAL {
            self.reserve += 1;
            self.refilled_at += REFILL_INTERVAL;
        }
        if self.reserve == self.largest_reserve {
            self.refilled_at = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(now: Instant) -> RetryBudget {
        RetryBudget::new(&Resilience::default(), now)
    }

    fn retries(budget: &mut RetryBudget, now: Instant) -> usize {
        (0..1000).take_while(|_| budget.withdraw(now)).count()
    }

    #[test]
    fn a_new_client_may_retry_three_times() {
        let now = Instant::now();
        assert_eq!(retries(&mut budget(now), now), 3);
    }

    #[test]
    fn ten_calls_pay_for_one_retry() {
        let now = Instant::now();
        let mut budget = budget(now);
        retries(&mut budget, now);
        (0..9).for_each(|_| budget.deposit());
        assert_eq!(retries(&mut budget, now), 0);
        budget.deposit();
        assert_eq!(retries(&mut budget, now), 1);
    }

    #[test]
    fn a_thousand_failing_calls_are_a_hundred_and_three_retries() {
        let now = Instant::now();
        let mut budget = budget(now);
        let paid = (0..1000).filter(|_| {
            budget.deposit();
            budget.withdraw(now)
        });
        assert_eq!(paid.count(), 100 + 3);
    }

    #[test]
    fn the_balance_has_a_maximum() {
        let now = Instant::now();
        let mut budget = budget(now);
        (0..100_000).for_each(|_| budget.deposit());
        assert_eq!(retries(&mut budget, now), 10 + 3);
    }

    #[test]
    fn the_reserve_is_refilled_one_by_one_up_to_its_size() {
        let now = Instant::now();
        let mut budget = budget(now);
        retries(&mut budget, now);
        let after = |seconds| now + Duration::from_secs(seconds);
        assert_eq!(retries(&mut budget, after(9)), 0);
        assert_eq!(retries(&mut budget, after(10)), 1);
        assert_eq!(retries(&mut budget, after(29)), 1);
        assert_eq!(retries(&mut budget, after(3600)), 3);
        assert_eq!(retries(&mut budget, after(3609)), 0);
    }
}
