# force: yes releases whoever holds it.
cd "$deploy_path/.dep" 2>/dev/null && held=$(readlink lock) || { say absent; exit 0; }
if is_ours "$held" || [ "$force" = yes ] || is_stale "$held"; then
  rm -f lock "alive/$run"
  if [ -L lock.next ] && next=$(readlink lock.next); then
    if [ "$force" = yes ] || is_ours "$next"; then rm -f lock.next; fi
  fi
  [ "$force" != yes ] || journal "$entry"
  say released "$held"
else
  say foreign "$held"
fi
exit 0
