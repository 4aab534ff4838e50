#!/usr/bin/env bash
# What `make bench` measures the dashboard by: Next.js, built for production; the official Python SDK on FastAPI; a bare
# axum handler. Quick and silent when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh

next() {
  cd end2end/peers/next
  local sources
  sources=$(cat package-lock.json next.config.mjs ./*.js $(find app -type f | sort) | sha256sum)
  [ "$(cat .next/.built 2>/dev/null)" != "$sources" ] || return 0
  say "Building the peer on Next.js"
  npm ci --silent --no-audit --no-fund || fail "The npm packages of end2end/peers/next could not be installed." "Check the network, then run the same command again."
  NEXT_TELEMETRY_DISABLED=1 npx next build >.build.log 2>&1 || { cat .build.log >&2; fail "The peer on Next.js could not be built." "Read its log above."; }
  rm .build.log
  printf '%s' "$sources" >.next/.built
}

# A Python that the SDK accepts, also one of pyenv.
python() {
  local candidate
  for candidate in python3.13 python3.12 python3 ~/.pyenv/versions/*/bin/python3; do
    if "$candidate" -c 'import sys, venv; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  fail "Python 3.12 or newer is missing." "Install one, for instance by pyenv, then run the same command again."
}

sdk() {
  local folder=target/peer-sdk requirements=end2end/peers/sdk/requirements.txt base
  ! cmp -s "$requirements" "$folder/.installed" || return 0
  say "Installing the official Python SDK"
  base=$(python)
  "$base" -m venv --clear "$folder"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements" ||
    fail "The official Python SDK could not be installed." "Check the network, then run the same command again."
  cp "$requirements" "$folder/.installed"
}

(next)
sdk
[ -n "${BENCH_BARE:-}" ] || cargo build --quiet --release --features ssr --example bare
