use super::*;

struct Fixture {
    breaker: Breaker,
    start: Instant,
}

impl Fixture {
    fn new() -> Self {
        Self {
            breaker: Breaker::new(&Resilience::default()),
            start: Instant::now(),
        }
    }

    /// A breaker that opened at 0 ms.
    fn open() -> Self {
        let mut fixture = Self::new();
        (0..10).for_each(|_| fixture.fail_at(0));
        assert!(matches!(fixture.breaker.state(), BreakerState::Open { .. }));
        fixture
    }

    fn at(&self, ms: u64) -> Instant {
        self.start + Duration::from_millis(ms)
    }

    fn admit_at(&mut self, ms: u64) -> Result<Ticket, Rejection> {
        self.breaker.admit(self.at(ms))
    }

    fn fail_at(&mut self, ms: u64) {
        let ticket = self.admit_at(ms).unwrap();
        self.breaker.fail(ticket, self.at(ms));
    }

    fn succeed_at(&mut self, ms: u64) {
        let ticket = self.admit_at(ms).unwrap();
        self.breaker.succeed(ticket);
    }
}

#[test]
fn ten_failures_open_the_circuit_and_nine_do_not() {
    let mut fixture = Fixture::new();
    (0..9).for_each(|_| fixture.fail_at(0));
    assert_eq!(fixture.breaker.state(), BreakerState::Closed);
    fixture.fail_at(5);
    let open = BreakerState::Open {
        opened_at: fixture.at(5),
        probe_at: fixture.at(1005),
    };
    assert_eq!(fixture.breaker.state(), open);
    assert_eq!(fixture.breaker.openings(), 1);
}

#[test]
fn a_failure_rate_of_one_half_opens_the_circuit() {
    let mut fixture = Fixture::new();
    for _ in 0..9 {
        fixture.succeed_at(0);
        fixture.fail_at(0);
    }
    assert_eq!(fixture.breaker.state(), BreakerState::Closed);
    fixture.succeed_at(0);
    fixture.fail_at(0);
    assert_ne!(fixture.breaker.state(), BreakerState::Closed);
}

#[test]
fn a_failure_rate_of_one_third_does_not_open_the_circuit() {
    let mut fixture = Fixture::new();
    for _ in 0..1000 {
        fixture.succeed_at(0);
        fixture.succeed_at(0);
        fixture.fail_at(0);
    }
    assert_eq!(fixture.breaker.state(), BreakerState::Closed);
}

#[test]
fn an_open_circuit_rejects_calls_until_a_probe_is_due() {
    let mut fixture = Fixture::open();
    let refusal = fixture.admit_at(400).unwrap_err();
    assert_eq!(refusal.retry_after, Duration::from_millis(600));
    assert_eq!(refusal.wait, None);
    assert_eq!(fixture.admit_at(1000), Ok(Ticket::Probe(1)));
    assert_eq!(fixture.breaker.state(), BreakerState::HalfOpen);
    let refusal = fixture.admit_at(1001).unwrap_err();
    assert_eq!(refusal.wait, Some(Duration::from_millis(999)));
}

#[test]
fn a_successful_probe_closes_the_circuit_and_clears_the_failures() {
    let mut fixture = Fixture::open();
    fixture.succeed_at(1000);
    assert_eq!(fixture.breaker.state(), BreakerState::Closed);
    (0..9).for_each(|_| fixture.fail_at(1001));
    assert_eq!(fixture.breaker.state(), BreakerState::Closed);
}

#[test]
fn failed_probes_back_off_up_to_a_maximum() {
    let mut fixture = Fixture::open();
    let probes: Vec<_> = (0..30_000)
        .step_by(10)
        .filter(|ms| match fixture.admit_at(*ms) {
            Ok(probe) => {
                fixture.breaker.fail(probe, fixture.at(*ms));
                true
            }
            Err(_) => false,
        })
        .collect();
    assert_eq!(probes, [1000, 3000, 7000, 12_000, 17_000, 22_000, 27_000]);
    assert_eq!(fixture.breaker.openings(), 1);
}

#[test]
fn an_abandoned_probe_admits_the_next_one() {
    let mut fixture = Fixture::open();
    let probe = fixture.admit_at(1000).unwrap();
    fixture.breaker.abandon(probe);
    assert!(matches!(fixture.breaker.state(), BreakerState::Open { .. }));
    assert!(fixture.admit_at(2999).is_err());
    assert_eq!(fixture.admit_at(3000), Ok(Ticket::Probe(2)));
}

#[test]
fn a_hanging_probe_does_not_delay_the_next_one() {
    let mut fixture = Fixture::open();
    let hanging = fixture.admit_at(1000).unwrap();
    assert_eq!(fixture.admit_at(2500).unwrap_err().wait, None);
    assert_eq!(fixture.admit_at(3000), Ok(Ticket::Probe(2)));
    fixture.breaker.fail(hanging, fixture.at(3001));
    assert_eq!(fixture.breaker.state(), BreakerState::HalfOpen);
    fixture.breaker.succeed(Ticket::Probe(2));
    assert_eq!(fixture.breaker.state(), BreakerState::Closed);
}

#[test]
fn a_call_from_before_the_outage_does_not_affect_it() {
    let mut fixture = Fixture::new();
    let (early, late) = (fixture.admit_at(0).unwrap(), fixture.admit_at(0).unwrap());
    (0..10).for_each(|_| fixture.fail_at(0));
    let state = fixture.breaker.state();
    fixture.breaker.succeed(early);
    fixture.breaker.fail(late, fixture.at(900));
    assert_eq!(fixture.breaker.state(), state);
}
