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

# A lock held on purpose outlasts its end while another run that passed it (lock.sh) proves to live.
is_kept() {
  command -v flock >/dev/null && field "$1" owner && pipeline=$value && [ -n "$pipeline" ] || return
  for life in "$deploy_path"/.dep/alive/*; do
    passed=; read -r passed 2>/dev/null <"$life"
    if [ "$passed" = "$pipeline" ] && [ "${life##*/}" != "$run" ] && ! is_dead "${life##*/}"; then return; fi
  done
  return 1
}

# Without flock all that is known is whether the host has rebooted since, and the age by its own clock.
is_stale() {
  field "$1" expires
  if [ -n "$value" ]; then number "$1" expires; look_at_clock; [ "$now" -ge "$value" ] && ! is_kept "$1"; return; fi
  field "$1" boot; [ "$value" = "$boot" ] || return 0
  field "$1" proof; if [ "$value" = flock ]; then field "$1" run; is_dead "$value"; return; fi
  look_at_clock; number "$1" time
  [ "$now" -ge $((value + max_age)) ]
}

# Ours: made by this run for this very host, or held on purpose by an earlier job of the same pipeline and not expired.
is_mine() { field "$1" run; [ "$value" = "$run" ] && field "$1" alias && [ "$value" = "$alias" ]; }
is_ours() {
  is_mine "$1" && return
  field "$1" run; [ "$value" != "$run" ] && [ -n "$owner" ] && field "$1" owner && [ "$value" = "$owner" ] || return
  number "$1" expires; [ "$value" -gt 0 ] && look_at_clock && [ "$now" -lt "$value" ]
}

# "mine" is what our own links say.
take() { ln -sn "$mine" "$1" 2>/dev/null; }

# Takes what a run has left behind from it, and leaves it a note who did. Of those that want to, one succeeds.
forsake() { field "$1" run; take "lost.$value" && rm -f "alive/$value"; }

# Only who holds lock.next may replace or remove the lock of another, and only if it still is the one that was seen. So a
# claim whose run is dead must be removed by one alone: the next one would remove the claim that came after it.
claim() {
  if ! take lock.next; then
    next=$(readlink lock.next) && is_stale "$next" && forsake "$next" && rm -f lock.next
    take lock.next || return
  fi
  [ "$(readlink lock)" = "$1" ] || { rm -f lock.next; return 1; }
}
