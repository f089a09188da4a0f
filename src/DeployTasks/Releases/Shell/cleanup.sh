# keep: how many complete releases, bad ones last; max_age as for locks. Only what carries our own mark is ever removed.
cd "$deploy_path/releases" || exit 0
[ ! -L "$deploy_path/releases" ] || fail releases-is-link "$deploy_path/releases"
need_lock
look_at_current
previous= nth=0
if [ -n "$served" ]; then
  read -r _ previous 2>/dev/null <"$served/.dep/switched"
  read -r nth 2>/dev/null <"$served/.dep/sequence"
fi

# An incomplete release belongs to the run that is making it as long as that run holds the lock.
is_in_work() {
  by=; read -r by 2>/dev/null <"$1/.dep/run"
  [ -n "$by" ] && [ "$by" != "$run" ] && held=$(readlink "$deploy_path/.dep/lock") \
    && field "$held" run && [ "$value" = "$by" ] && ! is_stale "$held"
}
is_adopted() { by=; read -r by 2>/dev/null <"$1/.complete"; [ "$by" = adopted ]; }
drop() { if throw_away "$1"; then say removed "$1"; else say failed "$1"; fi; }

complete=0 ranked=
for name in *; do
  [ -d "$name" ] && [ ! -L "$name" ] || continue
  case $name in *[!0-9A-Za-z._+-]*) continue ;; esac
  needed=
  if [ "$name" = "$served" ] || [ "$name" = "$previous" ]; then needed=yes; fi
  if [ ! -d "$name/.dep" ] || is_adopted "$name"; then
    [ -n "$needed" ] || say foreign "$name"
  elif is_complete "$name"; then
    n=0; read -r n 2>/dev/null <"$name/.dep/sequence"
    [ ! -e "$name/.dep/bad" ] || n=$((${n:-0} - 1000000000))
    complete=$((complete + 1)) ranked="$ranked${n:-0} $name $needed
"
  elif [ -z "$needed" ] && ! is_in_work "$name"; then
    drop "$name"
  fi
done

# Programs are started only where there is something to do.
if [ "$complete" -gt "$keep" ]; then
  printf %s "$ranked" | sort -rn | sed "1,${keep}d" | while read -r _ name needed; do
    [ -n "$needed" ] || drop "$name"
  done
fi
set -- "$deploy_path"/.dep/trash/*
if [ -e "$1" ]; then
  erase "$@" 2>/dev/null
  for name in "$@"; do [ ! -e "$name" ] || say left "$name"; done
fi
set -- "${current_path%/*}/.${current_path##*/}."*
[ ! -L "$1" ] || find "${current_path%/*}" -maxdepth 1 -type l -name ".${current_path##*/}.*" -exec rm -f {} \; 2>/dev/null
[ $((${nth:-0} % 16)) = 0 ] || exit 0
find "$deploy_path/.dep/alive" -type f -mtime +6 -exec flock -n {} rm -f {} \; 2>/dev/null
find "$deploy_path/.dep" -maxdepth 1 -name 'lost.*' -type l -mtime +6 -exec rm -f {} \; 2>/dev/null
if [ "$(wc -l 2>/dev/null <"$deploy_path/.dep/journal" || echo 0)" -gt 1100 ]; then
  tail -n 1000 "$deploy_path/.dep/journal" >"$deploy_path/.dep/journal.new" && mv -f "$deploy_path/.dep/journal.new" "$deploy_path/.dep/journal"
fi
exit 0
