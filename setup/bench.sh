#!/usr/bin/env bash
# Figures of the built program, none of which passes or fails anything: the page, /user/me, cold profiles and a rush on one
# beside Next.js, the official Python SDK and a bare handler; the stores beside each other; accounts beside a bare handler,
# a minute without Timeback, operations with few and many users (GROWTH_USERS), key press to paint, Lighthouse. `make bench`
# calls it.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh
command -v wrk >/dev/null || debian wrk
setup/browser.sh
setup/servers.sh
setup/peers.sh

say "The dashboard beside others"
# All but the server that is measured, PostgreSQL too, runs on the second core.
taskset -c 1 setup/postgres.sh node end2end/bench.mjs
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
# shellcheck disable=SC2086 # the words of a list
set -- ${GROWTH_USERS:-1000 100000 1000000}
say "The profile with $1 and with ${!#} users"
taskset -c 1 node end2end/growth.mjs "sqlite:$growth/$1.db" "sqlite:$growth/${!#}.db"
say "Accounts: 200 kills"
ACCOUNT_KILLS=200 cargo test --features ssr --test stories -- crash_recovery_accounts
say "Key press to paint"
node end2end/interaction.mjs
say "Lighthouse"
node end2end/lighthouse.mjs
