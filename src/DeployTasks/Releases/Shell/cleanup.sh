# keep: how many complete releases, 0 for all; max_age as for locks. Only what carries our own mark is ever removed.
cd "$deploy_path/releases" || exit 0
[ ! -L "$deploy_path/releases" ] || fail releases-is-link "$deploy_path/releases"
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
drop() { if discard "$1"; then say removed "$1"; else say failed "$1"; fi; }

complete=0
for name in *; do
  [ -d "$name" ] && [ ! -L "$name" ] || continue
  case $name in *[!0-9A-Za-z._-]*) continue ;; esac
  if is_complete "$name"; then complete=$((complete + 1)); fi
  [ "$name" != "$served" ] && [ "$name" != "$previous" ] || continue
  if [ ! -d "$name/.dep" ]; then say foreign "$name"; continue; fi
  if [ -e "$name/.dep/bad" ]; then drop "$name"; fi
  if [ -d "$name" ] && [ ! -f "$name/.complete" ] && ! is_in_work "$name"; then drop "$name"; fi
done

if [ "$keep" -gt 0 ] && [ "$complete" -gt "$keep" ]; then
  for file in */.dep/sequence; do
    name=${file%%/*}
    is_complete "$name" && read -r n 2>/dev/null <"$file" && printf '%d %s\n' "${n:-0}" "$name"
  done | sort -rn | sed "1,${keep}d" | while read -r _ name; do
    [ "$name" = "$served" ] || [ "$name" = "$previous" ] || drop "$name"
  done
fi

# Programs are started only where there is something to do.
set -- "$deploy_path"/.dep/trash/*
[ ! -e "$1" ] || find "$deploy_path/.dep/trash" -mindepth 1 -maxdepth 1 -exec chmod -R u+rwX {} \; -exec rm -rf {} \; 2>/dev/null
set -- "${current_path%/*}/.${current_path##*/}."*
[ ! -L "$1" ] || find "${current_path%/*}" -maxdepth 1 -type l -name ".${current_path##*/}.*" -exec rm -f {} \; 2>/dev/null
if [ $((${nth:-0} % 16)) = 0 ] && [ "$(wc -l 2>/dev/null <"$deploy_path/.dep/journal" || echo 0)" -gt 1100 ]; then
  tail -n 1000 "$deploy_path/.dep/journal" >"$deploy_path/.dep/journal.new" && mv -f "$deploy_path/.dep/journal.new" "$deploy_path/.dep/journal"
fi
exit 0
