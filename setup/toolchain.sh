#!/usr/bin/env bash
# Makes sure that everything `cargo leptos build` needs is here, installs what is missing, and writes
# target/toolchain.env, which the Makefile reads before each command. Quick and silent when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh
. setup/rust.sh

CARGO_LEPTOS=0.3.11
BINARYEN=132.0.0
# Tools are kept outside the tree, so that a second clone finds them, and by version, so that nobody else's are touched.
TOOLS=${TIMEBACK_DASHBOARD_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/timeback-dashboard}

# cargo_tool NAME VERSION COMMAND… : puts the folder of NAME at VERSION on PATH, building it first when it is nowhere.
cargo_tool() {
  local name=$1 version=$2 binary=$3 minutes=$4; shift 4
  local home="$TOOLS/$name-$version"
  if [ ! -x "$home/bin/$binary" ]; then
    if "$binary" --version 2>/dev/null | grep -qwF "$version"; then return; fi
    if command -v cargo-binstall >/dev/null && cargo binstall --no-confirm --root "$home" "$name@$version"; then
      PATH="$home/bin:$PATH"; return
    fi
    say "Building $name $version, once (about $minutes minutes on two cores)"
    # Lightly optimised: these tools run for seconds, and building them well takes three times as long.
    CARGO_TARGET_DIR="$TOOLS/build" CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
      CARGO_PROFILE_RELEASE_OPT_LEVEL=1 cargo install "$name" --version "$version" --root "$home" "$@" ||
      fail "$name $version could not be built." "Read the error above; with the network back, run the same command again."
    rm -rf "$TOOLS/build"
  fi
  PATH="$home/bin:$PATH"
}

wasm_opt() {
  local home="$TOOLS/binaryen-$BINARYEN"
  if [ ! -x "$home/node_modules/.bin/wasm-opt" ]; then
    say "Installing wasm-opt (binaryen $BINARYEN) from npm"
    mkdir -p "$home"
    npm install --silent --no-audit --no-fund --prefix "$home" "binaryen@$BINARYEN" ||
      fail "wasm-opt could not be installed from npm." "Check the network, then run the same command again."
  fi
  PATH="$home/node_modules/.bin:$PATH"
}

need cargo "Rust is missing." "Install it from https://rustup.rs, open a new shell, and run the same command again."
need npm "Node.js (with npm) is missing." "Install Node.js 20 or newer, for instance: apt-get install nodejs npm"
need_or_install cc build-essential "a C compiler"

before=$PATH
rust
cargo_tool cargo-leptos "$CARGO_LEPTOS" cargo-leptos 11 --locked --no-default-features --features no_downloads
# wasm-bindgen's two halves must be of the very same version, and the lock file says which.
bindgen=$(grep -A1 '^name = "wasm-bindgen"$' Cargo.lock | sed -n 's/^version = "\(.*\)"$/\1/p')
cargo_tool wasm-bindgen-cli "$bindgen" wasm-bindgen 2
wasm_opt

mkdir -p target
{
  [ -z "${RUSTUP_TOOLCHAIN:-}" ] || echo "export RUSTUP_TOOLCHAIN=$RUSTUP_TOOLCHAIN"
  echo "export PATH=\"${PATH%"$before"}\$PATH\""
} >target/toolchain.env
