#!/usr/bin/env bash
# Sees to it that there are an nginx, a Valkey and a HAProxy: stories put them beside the dashboard, on ports of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh

# Debian keeps some of them in a folder that is not in everybody's PATH.
PATH=$PATH:/usr/sbin

# provide COMMAND PACKAGE : installs a server, and sees to it that it does not run by itself.
provide() {
  if command -v "$1" >/dev/null; then return; fi
  say "$1 is missing"
  debian "$2"
  command -v "$1" >/dev/null || fail "$1 is installed and cannot be found." "Put its folder into PATH, then run the same command again."
  # Debian starts what it installs, and this machine asked for no server.
  if [ -d /run/systemd/system ]; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" systemctl disable --quiet --now "$2" || true
  fi
}

provide nginx nginx
provide haproxy haproxy
# Debian 12 has Redis, which speaks the same as Valkey.
command -v valkey-server >/dev/null || provide redis-server redis-server
