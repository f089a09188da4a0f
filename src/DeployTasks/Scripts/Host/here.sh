# Runs one script in the foreground in its folder ($1): both streams live, both kept in the log, its own exit code.
umask 077
cd "$1" || exit 1
. ./options
. ./process.sh
. ./status.sh
begin && mkfifo out err || { rm -rf "$1"; exit 1; }
tee -a log < out &
out=$!
tee -a log < err >&2 &
err=$!
# Who ends it, because its time is over or nobody is left, ends the script too, and wants to read that later.
state=finished
trap 'state=stopped' TERM HUP INT
sh -c '. ./command' > out 2> err
code=$?
# A daemon that the script left behind may hold the pipes: it is not waited for. A reader that is only slow is, but for no
# more than a minute: other users' daemons cannot be seen.
is_left() {
  [ -d "/proc/$$/fd" ] || return 0
  for file in /proc/[0-9]*/fd/*; do
    case $file in "/proc/$out/"* | "/proc/$err/"*) continue ;; esac
    if [ "$file" -ef out ] || [ "$file" -ef err ]; then return 0; fi
  done
  return 1
}
( tries=0
  until sleep 2; is_left || [ "$tries" -ge 30 ]; do tries=$((tries + 1)); done
  kill "$out" "$err" ) </dev/null >/dev/null 2>&1 &
late=$!
wait "$out" "$err" 2>/dev/null
kill "$late" 2>/dev/null
# Values stand in the script.
rm -f out err script
finish "$state" "$code"
sweep </dev/null >/dev/null 2>&1 &
exit "$code"
