# Read by toolchain.sh: finds or makes a standard library for wasm32, and sets RUSTUP_TOOLCHAIN when it is Debian's.

WASM=wasm32-unknown-unknown

has_wasm() { local dir; dir=$("$@" rustc --print target-libdir --target $WASM 2>/dev/null) && ls "$dir"/libstd-*.rlib >/dev/null 2>&1; }

wasm_target() {
  if has_wasm env; then return; fi
  if command -v rustup >/dev/null; then
    say "Adding Rust's $WASM target"
    if rustup target add $WASM 2>/dev/null && has_wasm env; then return; fi
    if has_wasm env RUSTUP_TOOLCHAIN=debian-web; then export RUSTUP_TOOLCHAIN=debian-web; return; fi
    debian_web
  else
    fail "This Rust cannot compile for $WASM." "Install the target with your Rust, or use https://rustup.rs and run the same command again."
  fi
}

# Where rustup cannot reach its server: Debian's own, newer compiler (rustc-web) and the standard library built from
# Debian's own source of it, linked as the toolchain `debian-web`. The compiler and the library must be of one version.
debian_web() {
  command -v apt-get >/dev/null || fail "rustup could not fetch the $WASM target." "With the network back, run: rustup target add $WASM"
  say "rustup could not fetch the $WASM target: using Debian's compiler, with the library built from its source (1 minute)"
  debian rustc-web cargo-web rust-web-src rust-web-llvm
  debian "lld-$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')"
  local work into=/usr/lib/rustlib/$WASM/lib as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  work=$(mktemp -d)
  (
    cd "$work"
    mkdir src && touch src/lib.rs
    printf '[package]\nname = "throwaway"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n' >Cargo.toml
    RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc CARGO_TARGET_DIR="$work/target" /usr/bin/cargo build --quiet --release \
      -Zbuild-std=std,panic_abort,test,proc_macro --target $WASM
  ) || fail "The $WASM standard library could not be built." "Read the error above; 'rustup target add $WASM' mends it too."
  rm -f "$work/target/$WASM"/release/deps/libthrowaway-*
  "${as_root[@]}" mkdir -p "$into"
  "${as_root[@]}" cp "$work/target/$WASM"/release/deps/*.rlib "$into/"
  rm -rf "$work"
  rustup toolchain link debian-web /usr
  export RUSTUP_TOOLCHAIN=debian-web
}
