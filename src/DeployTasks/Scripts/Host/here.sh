# Runs one script in the foreground in its folder ($1): both streams live, both kept in the log, its own exit code.
umask 077
cd "$1" || exit 1
. ./options
. ./process.sh
. ./status.sh
begin && mkfifo out err || exit 1
tee -a log < out &
out=$!
tee -a log < err >&2 &
err=$!
# Who ends it, because its time is over or nobody is left, ends the script too, and wants to read that later.
state=finished
trap 'state=stopped' TERM HUP INT
sh -c '. ./command' > out 2> err
code=$?
# A daemon that the script left behind may hold the pipes: it is not waited for.
( sleep 2; kill "$out" "$err" ) </dev/null >/dev/null 2>&1 &
late=$!
wait "$out" "$err" 2>/dev/null
kill "$late" 2>/dev/null
rm -f out err
finish "$state" "$code"
exit "$code"
