#!/usr/bin/env bash
# Fuzzes the parsers of the Timeback client with FUZZ_EXECUTIONS mutated responses, chosen by FUZZ_SEED. An input that a
# parser does not handle is saved in target/fuzz; FUZZ_INPUT=file replays it.
# `make fuzz` calls it.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh

export FUZZ_EXECUTIONS="${FUZZ_EXECUTIONS:-10000000}" FUZZ_SEED="${FUZZ_SEED:-$(date +%s)}"
test=mutated_responses_give_a_value_or_a_typed_error
if [ -n "${FUZZ_INPUT:-}" ]; then
  FUZZ_INPUT="$(realpath "$FUZZ_INPUT")"
  test=a_saved_input_is_replayed_with_every_parser
fi
say "Fuzzing"
cargo test --release -p timeback --lib "fuzz::tests::$test" -- --exact --nocapture
