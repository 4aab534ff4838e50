#!/usr/bin/env bash
# Puts into target/dist what a school copies to its machine: the program with the site inside, the settings, the systemd
# unit, the licenses of everything in the program, and SHA256SUMS. `make dist` calls it after `make build`.
# DIST_PROFILE=dev takes an unoptimised program, to try this script.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh
profile=${DIST_PROFILE:-release}
target=${CARGO_TARGET_DIR:-target}
built=$target/$([ "$profile" = dev ] && echo debug || echo "$profile")/timeback-dashboard
[ -d target/site/pkg ] && [ -s "$target/release/hash.txt" ] ||
  fail "There is no built site in target/site." "Run: make build"

say "The program with the site inside"
# cargo-leptos builds its program before the names of the site's files are known, so this one is built after them.
rm -rf target/embedded-site
cp -r target/site target/embedded-site
cp "$target/release/hash.txt" target/embedded-site/
cargo build --profile "$profile" --features embedded-site --bin timeback-dashboard

say "Licenses, checksums"
rm -rf target/dist
mkdir -p target/dist
cp "$built" Leptos.toml setup/timeback-dashboard.service target/dist/
node setup/licenses.mjs >target/dist/LICENSES.txt
(cd target/dist && sha256sum -- * >SHA256SUMS)

say "A trial: the program alone, in an empty folder"
setup/dist_trial.sh target/dist/timeback-dashboard
ls -lh target/dist
