#!/usr/bin/env bash
# Prints the folder of Clerk's published browser client, which the tests load unchanged. Downloaded into target/ on first use:
# the package alone, since its dependencies are for wallets and already inside the file that browsers load.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh

readonly RELEASE=6.40.0
readonly INTEGRITY=2MnZ/ygvuCmeuqfXQmsxfQaLN/SSJvQbtT2cLXbgr5VKr3KmZFZBVvX977fG3eZ6pprl4J9pO+I2bbe6BvColg==
folder=$PWD/target/clerk-js-$RELEASE

if [ ! -e "$folder/dist/clerk.browser.js" ]; then
  say "Downloading @clerk/clerk-js $RELEASE, once" >&2
  download=$(mktemp -d)
  trap 'rm -rf "$download"' EXIT
  npm pack --silent --pack-destination "$download" "@clerk/clerk-js@$RELEASE" >/dev/null
  archive=$(echo "$download"/*.tgz)
  found=$(openssl dgst -sha512 -binary "$archive" | base64 -w0)
  if [ "$found" != "$INTEGRITY" ]; then
    echo "setup/clerk_js.sh: @clerk/clerk-js $RELEASE is not the one that was tested." >&2
    exit 1
  fi
  mkdir -p "$folder"
  tar -xzf "$archive" -C "$folder" --strip-components=1 --wildcards 'package/dist/*.browser*.js' 'package/LICENSE'
fi
echo "$folder/dist"
