#!/usr/bin/env bash
# Makes sure that the browser tests have a browser and their npm packages. Quick and silent when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh

need npm "Node.js (with npm) is missing." "Install Node.js 20 or newer, for instance: apt-get install nodejs npm"
command -v chromium >/dev/null || command -v google-chrome >/dev/null || debian chromium

cd end2end
if ! cmp -s package-lock.json node_modules/.installed; then
  say "Installing the browser tests' npm packages"
  npm ci --silent --no-audit --no-fund ||
    fail "The npm packages of end2end could not be installed." "Check the network, then run the same command again."
  cp package-lock.json node_modules/.installed
fi
