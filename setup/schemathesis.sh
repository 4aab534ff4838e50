#!/usr/bin/env bash
# Prints where schemathesis is, which holds an API's document against its server. Installed into target/ on first use, with
# a Python for it where apt-get can bring one; where there is none, nothing is printed.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh

readonly RELEASE=schemathesis==4.32.5
folder=$PWD/target/$RELEASE

# A Python that can make environments for what it installs.
suitable_python() {
  local python
  for python in python3.13 python3.12 python3.11 python3; do
    if "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$python"
      return
    fi
  done
  return 1
}

if [ ! -e "$folder/done" ]; then
  if ! python=$(suitable_python); then
    command -v apt-get >/dev/null || exit 0
    debian python3 python3-venv >&2
    python=$(suitable_python) || exit 0
  fi
  say "Installing $RELEASE, once" >&2
  "$python" -m venv --clear "$folder"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$RELEASE"
  touch "$folder/done"
fi
echo "$folder/bin/schemathesis"
