# Who a process is: field 22 of stat, counted behind the name, which may hold blanks and brackets. With the pid and the
# boot id it names a process for ever.
started_at() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  set -- ${stat##*) }
  shift 19
  echo "$1"
}

BOOT=$(cat "${BOOT_ID_FILE:-/proc/sys/kernel/random/boot_id}" 2>/dev/null)

# Does the script of the job's folder $1 still run, and is it the one that was started here? Its pid is then in $child.
lives() {
  read -r child start boot 2>/dev/null < "$1/child" || return 1
  [ -n "$start" ] && [ "$boot" = "$BOOT" ] && [ "$(started_at "$child")" = "$start" ]
}
