# Read by the other scripts: how they speak, and how they ask for a Debian package.

say() { printf '\033[1m==> %s\033[0m\n' "$1"; }

# fail WHAT MEND
fail() { printf '\n%s\n%s\n' "$1" "$2" >&2; exit 1; }

# need COMMAND WHAT MEND
need() { command -v "$1" >/dev/null || fail "$2" "$3"; }

# debian PACKAGE… : installs Debian packages, as root or through sudo.
debian() {
  local as_root=()
  command -v apt-get >/dev/null || fail "These programs are missing and this is not Debian: $*." "Install them with your system's package manager, then run the same command again."
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "Debian packages are missing: $*." "Run as root: apt-get install $*"
    as_root=(sudo)
  fi
  say "Installing Debian packages: $*"
  "${as_root[@]}" apt-get update -qq || true
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    fail "Debian packages could not be installed: $*." "Run it by hand to see why: apt-get install $*"
}

# need_or_install COMMAND PACKAGE WHAT
need_or_install() {
  command -v "$1" >/dev/null && return
  say "$3 is missing"
  debian "$2"
}
