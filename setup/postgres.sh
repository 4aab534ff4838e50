#!/usr/bin/env bash
# setup/postgres.sh COMMAND… : runs the command with a PostgreSQL of its own on loopback, whose address it finds in
# TEST_DATABASE_URL, and takes the server down again however the command ends. Where that variable is set already, its
# server is used.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh

[ -z "${TEST_DATABASE_URL:-}" ] || exec "$@"

# Debian keeps the server's programs out of PATH, one folder for each version.
programs() { { ls -d /usr/lib/postgresql/*/bin 2>/dev/null || true; } | sort -V | tail -1; }

# as_owner COMMAND… : PostgreSQL refuses to run as root.
as_owner() {
  if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

bin=$(programs)
[ -x "$bin/initdb" ] && [ -x "$bin/postgres" ] || command -v initdb >/dev/null || debian postgresql
bin=$(programs)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")

folder=$(mktemp -d)
stop() {
  as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s' "$password" >"$folder/password"
[ "$(id -u)" -ne 0 ] || chown -R postgres "$folder"
cd "$folder"
as_owner "$bin/initdb" -D "$folder/data" -U tests -A scram-sha-256 --pwfile="$folder/password" -E UTF8 --no-locale -N >/dev/null ||
  fail "PostgreSQL could not be set up." "Read the error above."

# What this server holds may be lost at any moment, so it waits for no disk.
options="-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=400 -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
for _ in 1 2 3 4 5; do
  port=$((20000 + RANDOM % 10000))
  if as_owner "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -o "$options -p $port" -w start >/dev/null 2>&1; then
    TEST_DATABASE_URL=postgres://tests:$password@127.0.0.1:$port/postgres
    break
  fi
done
[ -n "${TEST_DATABASE_URL:-}" ] || { cat "$folder/log" >&2; fail "PostgreSQL did not start." "Read its log above."; }
export TEST_DATABASE_URL
# For what makes schemas of its own.
export PATH=$bin:$PATH
cd "$OLDPWD"
"$@"
