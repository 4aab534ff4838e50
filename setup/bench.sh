#!/usr/bin/env bash
# Figures of the built program, none of which passes or fails anything: throughput of the signed-in page and of
# /user/me, of accounts beside a bare handler, first byte with a slow Timeback, bytes of the page, a minute without
# Timeback, operations with few and many users (GROWTH_USERS), key press to paint, Lighthouse. `make bench` calls it.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh
command -v wrk >/dev/null || debian wrk
setup/browser.sh

say "Throughput, first byte, bytes"
node end2end/bench.mjs
say "A minute's outage"
node end2end/outage.mjs
say "Accounts: silence, calm under sign-ins, throughput"
cargo build --release --features ssr --example bare
node end2end/accounts_bench.mjs
say "Accounts: operations with few and many users"
growth=$(mktemp -d)
trap 'rm -rf "$growth"' EXIT
for users in ${GROWTH_USERS:-1000 100000 1000000}; do
  cargo run --quiet --release -p identity --example growth -- "sqlite:$growth/$users.db" "$users"
done
say "Accounts: 200 kills"
ACCOUNT_KILLS=200 cargo test --features ssr --test stories -- crash_recovery_accounts
say "Key press to paint"
node end2end/interaction.mjs
say "Lighthouse"
node end2end/lighthouse.mjs
