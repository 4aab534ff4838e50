# Read by rust.sh where rustup cannot reach its server: Debian's own, newer compiler (rustc-web) and the standard library
# for wasm32 built from Debian's own source of it, linked as the toolchain `debian-web`. Compiler and library must be of
# the very same version.

debian_web() {
  command -v apt-get >/dev/null || fail "rustup could not fetch what is missing." "With the network back, run: rustup toolchain install $PINNED -t $WASM"
  say "rustup cannot reach its server: using Debian's compiler, with the library for $WASM built from its source (2 minutes)"
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
  ) || fail "The standard library for $WASM could not be built." "Read the error above; with the network back, rustup makes it unnecessary."
  rm -f "$work/target/$WASM"/release/deps/libthrowaway-*
  "${as_root[@]}" mkdir -p "$into"
  "${as_root[@]}" cp "$work/target/$WASM"/release/deps/*.rlib "$into/"
  rm -rf "$work"
  rustup toolchain link debian-web /usr
}
