use std::sync::atomic::{AtomicI64, Ordering};

use futures_util::FutureExt as _;
use jiff::Timestamp;

use super::{bucket::Buckets, *};

const SCHOOL: &str = "192.0.2.1";

/// A clock that stands still until it is moved, and what is counted by it.
struct Stage {
    limits: Limits,
    seconds: Arc<AtomicI64>,
}

impl Stage {
    fn new() -> Self {
        let seconds = Arc::new(AtomicI64::new(1_800_000_000));
        let clock = Arc::clone(&seconds);
        let clock = Arc::new(move || Timestamp::from_second(clock.load(Ordering::SeqCst)).unwrap());
        let limits = Limits::new(Env::new(clock, Arc::new(|_: &mut [u8]| {})), b"secret");
        Self { limits, seconds }
    }

    fn pass(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    fn attempt(&self, address: &str, account: &str) -> Result<Attempt, TooManyAttempts> {
        let address = Some(address.parse().unwrap());
        at_once(self.limits.attempt(Secret::Password, address, account))
    }

    /// A wrong guess; how long to wait when it may not be made.
    fn guess(&self, address: &str, account: &str) -> Result<(), u64> {
        let attempt = self.attempt(address, account).map_err(seconds)?;
        let wrong: Result<(), &str> = at_once(attempt.record_result(Err("wrong"), |_| true));
        assert!(wrong.is_err());
        Ok(())
    }

    /// The right password.
    fn enter(&self, address: &str, account: &str) -> Result<(), u64> {
        let attempt = self.attempt(address, account).map_err(seconds)?;
        let right: Result<(), &str> = at_once(attempt.record_result(Ok(()), |_| true));
        right.unwrap();
        Ok(())
    }
}

/// The result of what asks no other process.
fn at_once<T>(asked: impl Future<Output = T>) -> T {
    asked.now_or_never().expect("it waits")
}

fn seconds(refused: TooManyAttempts) -> u64 {
    refused.retry_after.as_secs()
}

#[test]
fn five_wrong_guesses_and_then_one_in_thirty_seconds() {
    let stage = Stage::new();
    for _ in 0..5 {
        assert_eq!(stage.guess(SCHOOL, "maya"), Ok(()));
    }
    assert_eq!(stage.guess(SCHOOL, "maya"), Err(30));
    stage.pass(29);
    assert_eq!(stage.enter(SCHOOL, "maya"), Err(1), "right or wrong");
    stage.pass(1);
    assert_eq!(stage.guess(SCHOOL, "maya"), Ok(()));
    assert_eq!(stage.guess(SCHOOL, "maya"), Err(30));
    assert_eq!(stage.guess(SCHOOL, "leon"), Ok(()), "others go on");
    assert_eq!(stage.guess("192.0.2.2", "maya"), Ok(()), "elsewhere, too");
}

#[test]
fn who_knows_the_password_is_never_counted() {
    let stage = Stage::new();
    for _ in 0..1_000 {
        assert_eq!(stage.enter(SCHOOL, "maya"), Ok(()));
    }
}

#[test]
fn guesses_at_the_same_time_are_no_more_than_guesses_in_a_row() {
    let stage = Stage::new();
    let attempts: Vec<_> = (0..8).map(|_| stage.attempt(SCHOOL, "maya")).collect();
    assert_eq!(attempts.iter().filter(|attempt| attempt.is_ok()).count(), 5);
    drop(attempts);
    assert_eq!(
        stage.guess(SCHOOL, "maya"),
        Err(30),
        "who hung up has guessed as well"
    );
}

#[test]
fn a_classroom_of_thirty_behind_one_address_gets_in() {
    let stage = Stage::new();
    for student in 0..30 {
        let account = format!("student {student}");
        for _ in 0..3 {
            assert_eq!(stage.guess(SCHOOL, &account), Ok(()), "each mistypes");
        }
        assert_eq!(stage.enter(SCHOOL, &account), Ok(()));
    }
}

#[test]
fn an_address_that_guesses_at_everybody_is_slowed_to_two_a_second() {
    let stage = Stage::new();
    let guess = |number: u32| stage.guess(SCHOOL, &format!("account {number}"));
    assert!((0..100).all(|number| guess(number).is_ok()));
    assert!(guess(100).is_err());
    stage.pass(1);
    assert_eq!(
        (200..300).filter(|number| guess(*number).is_ok()).count(),
        2
    );
}

#[test]
fn an_account_that_many_addresses_guess_at_slows_each_down_and_locks_nobody_out() {
    let stage = Stage::new();
    for bot in 0..20 {
        assert_eq!(stage.guess(&format!("198.51.100.{bot}"), "maya"), Ok(()));
    }
    assert_eq!(stage.guess("198.51.100.99", "maya"), Ok(()));
    assert_eq!(
        stage.guess("198.51.100.99", "maya"),
        Err(30),
        "one guess instead of five"
    );
    assert_eq!(stage.enter(SCHOOL, "maya"), Ok(()), "the owner gets in");
    stage.pass(3_600);
    for _ in 0..5 {
        assert_eq!(
            stage.guess(SCHOOL, "maya"),
            Ok(()),
            "an hour later it is calm"
        );
    }
}

#[test]
fn a_household_with_ipv6_is_one_address() {
    let stage = Stage::new();
    for host in 1..=5 {
        assert_eq!(
            stage.guess(&format!("2001:db8:0:1::{host}"), "maya"),
            Ok(())
        );
    }
    assert_eq!(stage.guess("2001:db8:0:1:ffff::9", "maya"), Err(30));
    assert_eq!(stage.guess("2001:db8:0:2::1", "maya"), Ok(()));
    let mapped: IpAddr = "::ffff:192.0.2.1".parse().unwrap();
    assert_eq!(network(mapped), SCHOOL.parse::<IpAddr>().unwrap());
}

#[test]
fn three_mails_an_hour_recover_an_account() {
    let stage = Stage::new();
    let recover = |email: &str| {
        let mailed = at_once(stage.limits.mail(Mailing::Recovery, email, None));
        mailed.map_err(|refused| refused.retry_after.as_secs())
    };
    for _ in 0..3 {
        assert_eq!(recover("maya@example.com"), Ok(()));
    }
    assert_eq!(recover("maya@example.com"), Err(1_200));
    assert_eq!(recover("leon@example.com"), Ok(()));
    let other = at_once(stage.limits.mail(Mailing::Code, "maya@example.com", None));
    assert_eq!(other, Ok(()), "other mails go on");
    stage.pass(1_200);
    assert_eq!(recover("maya@example.com"), Ok(()));
}

#[test]
fn nobody_has_mails_sent_to_a_whole_town() {
    let stage = Stage::new();
    let mail = |to: u32| at_once(stage.limits.mail(Mailing::Code, &to.to_string(), None));
    assert_eq!((0..200).filter(|to| mail(*to).is_ok()).count(), 100);
}

#[test]
fn a_profile_is_read_often_and_not_without_end() {
    let stage = Stage::new();
    let rate = ReadRate::per_second(10);
    let address = Some(SCHOOL.parse().unwrap());
    let reads = |times: u32| (0..times).filter(|_| stage.limits.read("maya", rate).is_ok());
    assert_eq!(reads(1_000).count(), 300);
    stage.pass(1);
    assert_eq!(reads(1_000).count(), 10);
    let from = (0..5_000).filter(|_| stage.limits.read_from(address, rate).is_ok());
    assert_eq!(from.count(), 3_000);
}

#[test]
fn however_many_come_the_memory_is_bounded() {
    let mut buckets = Buckets::new(100);
    let quota = Quota::new(1, Duration::from_hours(1));
    for key in 0..10_000 {
        buckets.take(key, quota, 0);
        buckets.take(7, quota, 0);
    }
    assert!(buckets.len() <= 200, "{}", buckets.len());
    assert!(
        !buckets.wait(7, quota, 0).is_zero(),
        "who comes again and again is not forgotten"
    );
}

#[test]
fn a_programs_users_are_counted_by_account_and_not_by_its_address() {
    let stage = Stage::new();
    let guess = |account: &str| {
        let attempt = at_once(stage.limits.attempt_by_program(Secret::Password, account));
        let wrong = at_once(attempt?.record_result(Err::<(), _>("wrong"), |_| true));
        assert!(wrong.is_err());
        Ok::<_, TooManyAttempts>(())
    };
    for student in 0..50 {
        for _ in 0..5 {
            assert_eq!(guess(&format!("student {student}")), Ok(()));
        }
    }
    assert_eq!(guess("student 7").map_err(seconds), Err(30));
    assert_eq!(guess("maya"), Ok(()));
}
