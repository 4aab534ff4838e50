//! Faults of the platform, and the tests of each. Paths are below this crate's `timeback`; `stories` are the
//! dashboard's tests, which look at the pages.
//!
//! | fault | stories |
//! | --- | --- |
//! | slow by seconds, or silent | `tests::transport::an_answer_that_does_not_come_ends_with_the_deadline`, `…::one_deadline_spans_the_calls_of_a_profile`; `stories` `faults::a_slow_platform_is_waited_for` |
//! | 500 for a minute | `retries`, `circuit`, `tests::stale`; `stories` `outage`, `stale_profiles` |
//! | 429 or 503 with `Retry-After`, in seconds, as a date, absurd | `pauses`, `tests::transport::a_busy_platform_is_asked_again_…`, `transport::retry::tests` |
//! | 401 in the middle | `tests::transport::a_revoked_token_is_replaced_once_for_all_and_every_call_replayed` and the two after it |
//! | a token that ends at any instant, a clock that is wrong by 90 s | `tests::token::over_fifty_ends_and_a_clock_that_jumps_nobody_notices`, `…::a_renewal_that_fails_leaves_the_old_token_in_use_until_its_last_minute` |
//! | not JSON, wrong, missing, extra or doubled fields, null, NaN, 1e400, huge numbers | `fuzz` for every parser; `tests::malformed`, `tests::edubridge::malformed`, `tests::oneroster::records` |
//! | breaks off, is reset, is half-closed | `wire::an_answer_shorter_than_it_says`, `wire::a_connection_that_is_reset`, `wire::a_connection_that_ends_without_an_answer` |
//! | TLS that fails | `wire::a_handshake_that_fails` |
//! | a wrong `Content-Length`, chunks that are none | `wire::an_answer_longer_than_it_says_is_read_as_far_as_it_says`, `wire::an_answer_of_two_lengths`, `wire::chunks_that_are_none` |
//! | the pool afterwards | every story of `wire`; `wire::a_connection_that_ended_while_nobody_used_it_is_not_used_again` |
//! | a gigabyte, lists in lists | `process`, `wire::an_answer_that_says_it_is_a_gigabyte_is_refused_before_it_comes` |
//! | a bomb of gzip | `wire::nothing_compressed_is_asked_for_or_unpacked` |
//! | a byte per second | `wire::an_answer_of_one_byte_per_second_ends_with_the_deadline`, `wire::headers_that_do_not_end_end_with_the_deadline` |
//! | a stampede for one student | `tests::cache::five_hundred_cold_readers_cost_one_flight_and_a_warm_one_costs_nothing`; `stories` `costs` |
//! | everybody at eight o'clock | `room` |
//! | callers who go away | `aborts`, `process::ten_thousand_callers_who_go_away_leave_no_connection_open`, `tests::cache::a_caller_who_goes_away_cancels_nothing` |
//! | nights on which the clocks change, every zone | `tests::days` |

mod aborts;
mod circuit;
mod pauses;
#[cfg(target_os = "linux")]
mod process;
mod retries;
mod room;
mod socket;
mod wire;
