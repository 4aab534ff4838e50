#!/usr/bin/env bash
# Sees to it that there is an nginx: stories put one before the dashboard, with Debian's settings and on ports of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh

# Debian keeps it in a folder that is not in everybody's PATH.
PATH=$PATH:/usr/sbin
if command -v nginx >/dev/null; then exit 0; fi
say "nginx is missing"
debian nginx
command -v nginx >/dev/null || fail "nginx is installed and cannot be found." "Put its folder into PATH, then run the same command again."

# Debian starts what it installs, and this machine asked for no web server.
if [ -d /run/systemd/system ]; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" systemctl disable --quiet --now nginx || true
fi
