#!/usr/bin/env bash
# Gives spoilt answers to every parser of the Timeback client: FUZZ_EXECUTIONS of them, chosen by FUZZ_SEED. An answer
# that a parser does not bear is kept in target/fuzz and named; FUZZ_INPUT=file gives it to every parser again.
# `make fuzz` calls it.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh

export FUZZ_EXECUTIONS="${FUZZ_EXECUTIONS:-10000000}" FUZZ_SEED="${FUZZ_SEED:-$(date +%s)}"
story=answers_spoilt_by_chance_make_a_value_or_a_typed_error
if [ -n "${FUZZ_INPUT:-}" ]; then
  FUZZ_INPUT="$(realpath "$FUZZ_INPUT")"
  story=an_answer_found_before_is_given_to_every_parser_again
fi
say "Spoilt answers"
cargo test --release -p timeback --lib "fuzz::stories::$story" -- --exact --nocapture
