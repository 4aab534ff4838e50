#!/usr/bin/env bash
# Figures of the built program, none of which passes or fails anything: throughput of the signed-in page and of
# /user/me, first byte with a slow Timeback, bytes of the page, a minute without Timeback, Lighthouse. `make bench` calls it.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh
command -v wrk >/dev/null || debian wrk
setup/browser.sh

say "Throughput, first byte, bytes"
node end2end/bench.mjs
say "A minute's outage"
node end2end/outage.mjs
say "Lighthouse"
node end2end/lighthouse.mjs
