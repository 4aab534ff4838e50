#!/usr/bin/env bash
# setup/bare_debian.sh [FOLDER] : follows setup/school.md, command by command, in a bare Debian that debootstrap makes and
# systemd boots in a container, with the dist folder of `make dist`: PostgreSQL, nginx, https by a certificate authority of its
# own, and at the end a student who signs in, after a restore, too. Takes root; the container has a network of its own, and is
# removed at the end.
set -euo pipefail
cd "$(dirname "$0")/.."
. setup/say.sh
dist=$(realpath "${1:-target/dist}")
[ "$(id -u)" -eq 0 ] || fail "This takes root." "Run: sudo setup/bare_debian.sh"
[ -x "$dist/timeback-dashboard" ] || fail "There is no program in $dist." "Run: make dist"
need_or_install debootstrap debootstrap "debootstrap"
need_or_install systemd-nspawn systemd-container "systemd-nspawn"

debian=$(mktemp -d)
# It is the root folder of everybody in there.
chmod 0755 "$debian"
trap 'rm -rf --one-file-system "$debian"' EXIT

say "A bare Debian"
packages=adduser,ca-certificates,curl,dbus,nginx,openssl,postgresql,systemd,systemd-sysv
debootstrap --variant=minbase --include=$packages trixie "$debian" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$debian.log" 2>&1 ||
  { tail "$debian.log"; fail "debootstrap failed." "Read its log above."; }
rm "$debian.log"
cp -r "$dist" "$debian/root/dist"
echo '127.0.0.1 localhost' >"$debian/etc/hosts"

# The sandbox's sign-in leads back to this machine only.
{
  echo 'cd /root/dist'
  sed -n '/^```sh$/,/^```$/{/^```/d;s/dashboard\.school\.example/localhost/g;p}' setup/school.md
  cat <<'END'
sign_in() {
  curl --silent --fail --location --cookie-jar /root/cookies --retry 30 --retry-all-errors --retry-delay 1 \
    --write-out '%{url_effective} %{http_code}\n' --output /root/page \
    'https://localhost/api/timeback/identity/signin?login_hint=student@example.com'
  grep -o '<h1>[^<]*' /root/page
}
sign_in
curl --silent --head http://localhost/ | head -3
systemctl stop timeback-dashboard
runuser -u timeback-dashboard -- pg_restore --clean --if-exists --no-owner --single-transaction --dbname="$url" monday.dump
runuser -u timeback-dashboard -- psql --command='DELETE FROM sessions' "$url"
systemctl start timeback-dashboard
sign_in
systemd-analyze security --no-pager timeback-dashboard | tail -1
grep -E '^(CapEff|NoNewPrivs|Seccomp):' "/proc/$(systemctl show --property=MainPID --value timeback-dashboard)/status"
systemctl show --property=NRestarts,ExecMainStatus timeback-dashboard
! journalctl --unit=timeback-dashboard | grep -E '"level":"(WARN|ERROR)"'
END
} >"$debian/root/steps"

cat >"$debian/etc/systemd/system/steps.service" <<'END'
[Service]
Type=idle
Environment=DEBIAN_FRONTEND=noninteractive
WorkingDirectory=/root
ExecStart=/bin/bash -c 'bash -eux steps >output 2>&1; echo $? >status; journalctl --unit=timeback-dashboard >log; poweroff'
[Install]
WantedBy=multi-user.target
END
chroot "$debian" systemctl enable --quiet steps
for service in nginx postgresql; do chroot "$debian" systemctl disable --quiet $service; done

say "The steps of setup/school.md, in a container with a network of its own"
SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn --quiet --register=no --keep-unit --private-network --console=pipe \
  --directory="$debian" --boot >"$debian/root/boot" 2>&1 || true
cat "$debian/root/output" || { cat "$debian/root/boot"; fail "The container does not start." "Read its output above."; }
[ "$(cat "$debian/root/status")" = 0 ] || { cat "$debian/root/log"; fail "A step failed." "Read its output above."; }
say "A student is signed in"
