#!/usr/bin/env bash
# Prints where schemathesis is, which holds an API's document against its server. Installed into target/ on first use; where
# there is no Python >= 3.11 for it, nothing is printed.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh

readonly RELEASE=schemathesis==4.32.5
folder=$PWD/target/$RELEASE

if [ ! -e "$folder/done" ]; then
  for python in python3.13 python3.12 python3.11 python3 ''; do
    if [ -z "$python" ]; then exit 0; fi
    if "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi
  done
  say "Installing $RELEASE, once" >&2
  "$python" -m venv --clear "$folder"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$RELEASE"
  touch "$folder/done"
fi
echo "$folder/bin/schemathesis"
