//! Faults of the platform, and the tests of each. Paths are below this crate's `timeback`; `stories` are the
//! dashboard's tests, which look at the pages.
//!
//! | fault | stories |
//! | --- | --- |
//! | slow by seconds, or silent | `tests::transport::a_missing_response_ends_at_the_deadline`, `…::one_deadline_spans_the_calls_of_a_profile`; `stories` `faults::a_slow_platform_is_waited_for` |
//! | 500 for a minute | `retries`, `circuit`, `tests::stale`; `stories` `outage`, `stale_profiles` |
//! | 429 or 503 with `Retry-After`, in seconds, as a date, absurd | `pauses`, `tests::transport::a_busy_platform_is_retried_…`, `transport::retry::tests` |
//! | 401 in the middle | `tests::transport::a_revoked_token_is_replaced_once_and_all_calls_are_repeated` and the two after it |
//! | a token that ends at any instant, a clock that is wrong by 90 s | `tests::token::fifty_expiries_and_a_clock_that_jumps_cause_no_error`, `…::a_failed_renewal_keeps_the_old_token_until_its_last_minute` |
//! | not JSON, wrong, missing, extra or doubled fields, null, NaN, 1e400, huge numbers | `fuzz` for every parser; `tests::malformed`, `tests::edubridge::malformed`, `tests::oneroster::records` |
//! | breaks off, is reset, is half-closed | `wire::a_response_shorter_than_its_content_length_is_a_typed_error`, `wire::a_reset_connection_is_a_typed_error`, `wire::a_connection_closed_without_a_response_is_a_typed_error` |
//! | TLS that fails | `wire::a_failed_tls_handshake_is_a_typed_error` |
//! | a wrong `Content-Length`, chunks that are none | `wire::a_response_longer_than_its_content_length_is_cut`, `wire::conflicting_content_lengths_are_a_typed_error`, `wire::invalid_chunks_are_a_typed_error` |
//! | the pool afterwards | every story of `wire`; `wire::a_closed_idle_connection_is_not_reused` |
//! | a gigabyte, lists in lists | `process`, `wire::an_announced_gigabyte_is_rejected_unread` |
//! | a bomb of gzip | `wire::compression_is_neither_requested_nor_decoded` |
//! | a byte per second | `wire::a_response_of_one_byte_per_second_ends_at_the_deadline`, `wire::endless_headers_end_at_the_deadline` |
//! | a stampede for one student | `tests::cache::five_hundred_concurrent_loads_share_one_request_and_cached_reads_send_none`; `stories` `costs` |
//! | everybody at eight o'clock | `room` |
//! | callers who go away | `aborts`, `process::ten_thousand_cancelled_calls_leave_no_connection_open`, `tests::cache::a_cancelled_caller_does_not_cancel_the_load` |
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
