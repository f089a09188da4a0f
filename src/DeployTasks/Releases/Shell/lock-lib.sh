# A lock is a symlink that names its owner in fields joined by "&": made, with its content, by one syscall.
boot=; read -r boot 2>/dev/null </proc/sys/kernel/random/boot_id
now=
look_at_clock() { [ -n "$now" ] || now=$(date +%s); }

field() {
  case "&$1" in *"&$2="*) set -- "&$1&" "$2"; set -- "${1#*"&$2="}"; printf '%s' "${1%%&*}" ;; esac
}
number() { case $1 in ''|*[!0-9]*) echo 0 ;; *) echo "$1" ;; esac; }

# The holder has an exclusive flock on its file as long as its session lives. Shared probes do not disturb each other.
is_dead() { [ ! -e "$deploy_path/.dep/alive/$1" ] || flock -n -s "$deploy_path/.dep/alive/$1" true; }

# Without flock all that is known is whether the host has rebooted since, and the age by its own clock.
is_stale() {
  expires=$(field "$1" expires)
  if [ -n "$expires" ]; then look_at_clock; [ "$now" -ge "$(number "$expires")" ]; return; fi
  [ "$(field "$1" boot)" = "$boot" ] || return 0
  if [ "$(field "$1" proof)" = flock ]; then is_dead "$(field "$1" run)"; return; fi
  look_at_clock
  [ "$now" -ge $(( $(number "$(field "$1" time)") + max_age )) ]
}

# Ours: made by this run for this very host, or held on purpose by an earlier job of the same pipeline.
is_ours() {
  if [ "$(field "$1" run)" = "$run" ]; then [ "$(field "$1" alias)" = "$alias" ]; return; fi
  [ -n "$owner" ] && [ -n "$(field "$1" expires)" ] && [ "$(field "$1" owner)" = "$owner" ]
}
