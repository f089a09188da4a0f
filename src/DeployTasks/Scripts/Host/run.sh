# Runs one detached script in its folder ($1), writes how it ended, then calls home. POSIX sh, GNU or BusyBox tools.
# The folder holds: options (sourced), command (sourced, may hold secrets, removed when it was read), script, callback.
umask 077
cd "$1" || exit 1
mkdir gate 2>/dev/null || exit 0
. ./options
. ./process.sh
. ./status.sh
# Who started us says why, and removes everything: values stand in it.
begin || { mv gate failed; exit 1; }

setsid sh -c '. ./command' </dev/null >>log 2>&1 &
child=$!
look_up "$child"
echo "$child $since $BOOT" > child

watch() {
  if [ "$TIMEOUT" -gt 0 ]; then
    setsid sh -c 'sleep "$1"; : > timed-out; kill -TERM "-$2"; sleep 2; kill -KILL "-$2"' sh "$TIMEOUT" "$child" \
      </dev/null >/dev/null 2>&1 &
    watchers="$watchers $!"
  fi
  if [ "$ON_LOST" = stop ]; then
    setsid sh -c '. ./process.sh
      missed=0
      while [ "$missed" -lt 5 ]; do
        sleep 2
        if is_kept; then missed=0; else missed=$((missed + 1)); fi
      done
      : > abandoned; kill -TERM "-$1"; sleep 2; kill -KILL "-$1"' sh "$child" </dev/null >/dev/null 2>&1 &
    watchers="$watchers $!"
  fi
}
watchers=
watch

# A trap that interrupts wait must not end the runner: a TERM for the group is the script's to handle.
trap : TERM INT HUP
while :; do
  wait "$child"
  code=$?
  # wait was interrupted by our own trap when the child still lives.
  kill -0 "$child" 2>/dev/null || break
done
for watcher in $watchers; do kill -KILL "-$watcher" 2>/dev/null; done

state=finished
[ -e stopped ] && state=stopped
[ -e abandoned ] && state=abandoned
[ -e timed-out ] && state=timed-out
# What is left of the group had its chance: nothing of a script that was ended runs on.
[ "$state" = finished ] || kill -KILL "-$child" 2>/dev/null
finish "$state" "$code"
. ./home.sh
sweep
