#!/usr/bin/env bash
# setup/bare_debian.sh [FOLDER] : follows setup/school.md, command by command, in a bare Debian that debootstrap makes, with
# the dist folder of `make dist`: PostgreSQL, nginx, https by a certificate authority of its own, and at the end a student who
# signs in. Takes root; the Debian has a network of its own, and is removed at the end.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh
dist=$(realpath "${1:-target/dist}")
[ "$(id -u)" -eq 0 ] || fail "This takes root." "Run: sudo setup/bare_debian.sh"
[ -x "$dist/timeback-dashboard" ] || fail "There is no program in $dist." "Run: make dist"
need_or_install debootstrap debootstrap "debootstrap"

debian=$(mktemp -d)
cleanup() {
  for mounted in proc dev; do umount --lazy "$debian/$mounted" 2>/dev/null || true; done
  rm -rf --one-file-system "$debian"
}
trap cleanup EXIT

say "A bare Debian"
packages=adduser,ca-certificates,curl,iproute2,nginx,openssl,postgresql
debootstrap --variant=minbase --include=$packages trixie "$debian" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$debian.log" 2>&1 ||
  { tail "$debian.log"; fail "debootstrap failed." "Read its log above."; }
rm "$debian.log"
cp -r "$dist" "$debian/root/dist"
mount --bind /dev "$debian/dev"
echo '127.0.0.1 localhost' >"$debian/etc/hosts"

# There is no systemd in a chroot: this stands in for it, and starts what the unit's file says.
cat >"$debian/usr/local/sbin/systemctl" <<'END'
#!/bin/bash
set -eu
for service in "$@"; do
  case $service in
  nginx) nginx ;;
  postgresql)
    version=$(ls /usr/lib/postgresql)
    pg_lsclusters --no-header | grep -q . || pg_createcluster "$version" main
    pg_ctlcluster "$version" main start
    ;;
  timeback-dashboard)
    unit() { sed -n "s/^$1=//p" /etc/systemd/system/timeback-dashboard.service; }
    install -d -m "$(unit StateDirectoryMode)" -o "$(unit User)" -g "$(unit Group)" "/var/lib/$(unit StateDirectory)"
    cd "$(unit WorkingDirectory)"
    setpriv --reuid="$(unit User)" --regid="$(unit Group)" --clear-groups --no-new-privs "$(unit ExecStart)" \
      >/var/log/timeback-dashboard 2>&1 &
    curl --silent --fail --retry 50 --retry-delay 1 --retry-connrefused --output /dev/null http://127.0.0.1:3000/readyz
    ;;
  esac
done
END
chmod +x "$debian/usr/local/sbin/systemctl"

# The sandbox's sign-in leads back to this machine only.
{
  echo 'cd /root/dist'
  sed -n '/^```sh$/,/^```$/{/^```/d;s/dashboard\.school\.example/localhost/g;p}' setup/school.md
  cat <<'END'
curl --silent --fail --location --cookie-jar /root/cookies --write-out '%{url_effective} %{http_code}\n' --output /root/page \
  'https://localhost/api/timeback/identity/signin?login_hint=student@example.com'
grep -o '<h1[^>]*>[^<]*' /root/page
curl --silent --head http://localhost/ | head -3
test -s monday.dump
END
} >"$debian/root/steps"

say "The steps of setup/school.md, with a network of its own"
unshare --net --pid --fork --kill-child --mount-proc="$debian/proc" chroot "$debian" /usr/bin/env -i \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive \
  bash -c 'ip link set lo up; bash -eux /root/steps' || {
  cat "$debian/var/log/timeback-dashboard" >&2 || true
  fail "A step failed." "Read its output above."
}
say "A student is signed in"
