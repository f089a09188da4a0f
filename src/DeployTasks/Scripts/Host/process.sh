# Who a process is: field 22 of stat, counted behind the name, which may hold blanks and brackets. With the pid and the
# boot id it names a process for ever. No program is started for it: a host may have many scripts to look after.
# Sets $since for process $1; empty when there is none.
look_up() {
  since=
  read -r stat 2>/dev/null < "/proc/$1/stat" || return 0
  set -- ${stat##*) }
  shift 19
  since=$1
}

BOOT=
read -r BOOT 2>/dev/null < /proc/sys/kernel/random/boot_id

# Process $1 is somebody who is left (on_lost: stop). There may be several: each is a line of the file keepers.
keep() {
  look_up "$1"
  while read -r keeper start; do
    [ "$keeper,$start" != "$1,$since" ] || return 0
  done 2>/dev/null < keepers
  echo "$1 $since" >> keepers
}

is_kept() {
  while read -r keeper start; do
    look_up "$keeper"
    # Without /proc nobody knows more than that there is such a process.
    [ "$since" = "$start" ] && { [ -n "$since" ] || kill -0 "$keeper" 2>/dev/null; } && return 0
  done 2>/dev/null < keepers
  return 1
}

# Does the script of the job's folder $1 still run, and is it the one that was started here? Its pid is then in $child.
lives() {
  read -r child start boot 2>/dev/null < "$1/child" || return 1
  look_up "$child"
  [ -n "$start" ] && [ "$boot" = "$BOOT" ] && [ "$since" = "$start" ]
}
