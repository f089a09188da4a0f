# service.
command -v systemctl >/dev/null || fail no-systemctl "$service"
root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
failed() {
  state=$(systemctl is-active "$service")
  { journalctl -u "$service" -n 20 --no-pager || root journalctl -u "$service" -n 20 --no-pager; } >&2
  fail not-started "$service $state"
}
root systemctl restart "$service" >&2 || failed
tries=0
while state=$(systemctl is-active "$service"); [ "$state" != active ]; do
  tries=$((tries + 1))
  case $state in failed|inactive) failed ;; esac
  [ "$tries" -lt 60 ] || failed
  sleep 1
done
# A service that starts and dies at once was active for a moment.
sleep 1
[ "$(systemctl is-active "$service")" = active ] || failed
