# Read by toolchain.sh: finds a Rust new enough that compiles for the browser, or makes one, and sets RUSTUP_TOOLCHAIN
# when it is not the one that is active anyway.

WASM=wasm32-unknown-unknown
# What is installed beside the user's own when theirs does not do. cargo-leptos needs 1.96.
OLDEST=1.96
PINNED=1.99.1

# serves [NAME=VALUE…] : whether the Rust that is active under these variables is new enough and has the target.
serves() {
  local version dir
  version=$(env "$@" rustc -V 2>/dev/null | cut -d' ' -f2) && [ -n "$version" ] || return 1
  [ "$(printf '%s\n' "$OLDEST" "$version" | sort -V | head -1)" = "$OLDEST" ] || return 1
  dir=$(env "$@" rustc --print target-libdir --target $WASM 2>/dev/null) && ls "$dir"/libstd-*.rlib >/dev/null 2>&1
}

rust() {
  local name
  for name in "" "$PINNED" debian-web; do
    if serves ${name:+RUSTUP_TOOLCHAIN=$name}; then use "$name"; return; fi
  done
  command -v rustup >/dev/null ||
    fail "This Rust is older than $OLDEST or cannot compile for $WASM." "Update it and add the target, or install https://rustup.rs and run the same command again."
  say "Adding Rust's $WASM target"
  if rustup target add $WASM >/dev/null 2>&1 && serves; then return; fi
  say "Installing Rust $PINNED beside yours (1 minute)"
  if RUST_BACKTRACE=0 rustup toolchain install $PINNED --profile minimal -c clippy -c rustfmt -t $WASM && serves RUSTUP_TOOLCHAIN=$PINNED; then
    use $PINNED
    return
  fi
  . setup/debian_web.sh
  debian_web
  use debian-web
}

use() { [ -z "$1" ] || export RUSTUP_TOOLCHAIN=$1; }
