#!/usr/bin/env bash
# setup/dist_trial.sh PROGRAM : starts a program with its site inside in an empty folder, and fetches its first page and
# every file that the page names. setup/dist.sh calls it.
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/.."
. setup/say.sh
need curl "curl is missing." "Install it, for instance: apt-get install curl"

folder=$(mktemp -d)
port=$((20000 + RANDOM % 10000))
site=http://127.0.0.1:$port
cd "$folder"
env -i LEPTOS_SITE_ADDR=127.0.0.1:$port SANDBOX_ADDR=127.0.0.1:$((port + 10000)) "$program" >log 2>&1 &
running=$!
trap 'kill -INT $running 2>/dev/null && wait $running || true; rm -rf "$folder"' EXIT
curl --silent --fail --retry 50 --retry-delay 1 --retry-connrefused --output /dev/null "$site/readyz" || {
  cat log >&2
  fail "The program does not start." "Read its log above."
}

curl --silent --fail --output page "$site/"
files=$(grep -oE '/(pkg|fonts)/[A-Za-z0-9_.-]+|/(favicon\.svg|manifest\.webmanifest)' page | sort -u)
for file in $files /robots.txt /sw.js; do
  curl --silent --fail --header 'Accept-Encoding: br' --output /dev/null --write-out "%{http_code} %{size_download} %{content_type} $file\n" "$site$file" ||
    fail "$file is missing." "Run make build and make dist again."
done
grep -q '^/pkg/timeback-dashboard\..*\.wasm$' <<<"$files" || fail "The page names no WebAssembly." "Run make build and make dist again."
