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

# Does the script of the job's folder $1 still run, and is it the one that was started here? Its pid is then in $child.
lives() {
  read -r child start boot 2>/dev/null < "$1/child" || return 1
  look_up "$child"
  [ -n "$start" ] && [ "$boot" = "$BOOT" ] && [ "$since" = "$start" ]
}
