# After lock-lib; max_age: as for lock.sh; owner: empty. Facts for people and machines: every release with what is known of it, current, the lock, and room.
look_at_current
say current "$served"
since=; read -r since 2>/dev/null <"$deploy_path/.dep/served"
say served "$since"
held=$(readlink "$deploy_path/.dep/lock" 2>/dev/null)
if [ -n "$held" ] && is_stale "$held"; then say left-behind "$held"; else say lock "$held"; fi
cd "$deploy_path/releases" 2>/dev/null || exit 0
for name in *; do
  [ -d "$name" ] && [ ! -L "$name" ] || continue
  case $name in *[!0-9A-Za-z._+-]*) continue ;; esac
  n=0; read -r n 2>/dev/null <"$name/.dep/sequence"
  marks=
  [ ! -f "$name/.complete" ] || marks=$marks,complete
  [ ! -e "$name/.dep/bad" ] || marks=$marks,bad
  [ "$name" != "$served" ] || marks=$marks,current
  [ -d "$name/.dep" ] || marks=$marks,foreign
  meta='{}'; read -r meta 2>/dev/null <"$name/.dep/meta"
  say release "$name ${n:-0} ,$marks $meta"
done
