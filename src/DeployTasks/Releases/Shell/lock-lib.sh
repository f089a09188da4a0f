# A lock is a symlink that names its owner in fields joined by "&": made, with its content, by one syscall.
boot=; read -r boot 2>/dev/null </proc/sys/kernel/random/boot_id
now=
look_at_clock() { [ -n "$now" ] || now=$(date +%s); }

# Sets "value" to a field of a lock; as a number, to 0 where it is none.
field() {
  value=
  case "&$1" in *"&$2="*) value="&$1&"; value=${value#*"&$2="}; value=${value%%&*} ;; esac
}
number() { field "$1" "$2"; case $value in ''|*[!0-9]*) value=0 ;; esac; }

# The holder has an exclusive flock on its file as long as its session lives. Shared probes do not disturb each other.
is_dead() { [ ! -e "$deploy_path/.dep/alive/$1" ] || flock -n -s "$deploy_path/.dep/alive/$1" true; }

# Without flock all that is known is whether the host has rebooted since, and the age by its own clock.
is_stale() {
  field "$1" expires
  if [ -n "$value" ]; then number "$1" expires; look_at_clock; [ "$now" -ge "$value" ]; return; fi
  field "$1" boot; [ "$value" = "$boot" ] || return 0
  field "$1" proof; if [ "$value" = flock ]; then field "$1" run; is_dead "$value"; return; fi
  look_at_clock; number "$1" time
  [ "$now" -ge $((value + max_age)) ]
}

# Ours: made by this run for this very host, or held on purpose by an earlier job of the same pipeline and not expired.
is_ours() {
  field "$1" run; if [ "$value" = "$run" ]; then field "$1" alias; [ "$value" = "$alias" ]; return; fi
  [ -n "$owner" ] && field "$1" owner && [ "$value" = "$owner" ] || return
  number "$1" expires; [ "$value" -gt 0 ] && look_at_clock && [ "$now" -lt "$value" ]
}
