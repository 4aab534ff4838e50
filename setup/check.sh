#!/usr/bin/env bash
# Formatting, lints for both worlds, and documentation; whatever is found fails. `make check` calls it.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh

# Debian's compiler comes without these two: where it builds, rustup's own lint and format. Lints and documentation have
# a target folder of their own, so that two compilers do not undo each other's work.
if ! cargo clippy --version >/dev/null 2>&1; then
  unset RUSTUP_TOOLCHAIN
fi
cargo clippy --version >/dev/null 2>&1 || fail "clippy is missing." "Run: rustup component add clippy rustfmt"
export CARGO_TARGET_DIR=target/check

say "Formatting"
cargo fmt --check
say "Lints: the server"
cargo clippy --quiet --workspace --features ssr --all-targets -- -D warnings
say "Lints: each crate alone"
for crate in crates/*; do
  cargo clippy --quiet -p "$(basename "$crate")" -- -D warnings
done
if ls "$(rustc --print target-libdir --target wasm32-unknown-unknown)"/libstd-*.rlib >/dev/null 2>&1; then
  say "Lints: the browser"
  # There a server function has no body to await anything in; clippy learnt that lint after 1.96.
  cargo clippy --quiet --features hydrate --lib --target wasm32-unknown-unknown -- \
    -D warnings -A unknown_lints -A clippy::unused_async_trait_impl
else
  say "Lints: the browser are left out, since the compiler that lints has no library for wasm32"
fi
say "Documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --quiet --workspace --features ssr --no-deps
