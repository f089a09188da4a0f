# content: the owner's fields, encoded; proof: flock or none; time: the run's, for people to read; max_age: seconds;
# owner: id of the pipeline, may be empty; alias: of the host in the recipe; hold_seconds: how long a lock held on purpose
# lasts, empty for the lock of a run.
[ -d "$deploy_path/.dep" ] || mkdir -p "$deploy_path/.dep"
cd "$deploy_path/.dep" || fail not-writable "$deploy_path"
[ ! -f deploy.lock ] || fail locked-by-deployer "$(head -c 200 deploy.lock | tr '\n' ' ')"
# What is compared with this host's clock is taken from it.
if [ "$proof" != flock ]; then look_at_clock; time=$now; fi
mine="run=$run&alias=$alias&$content&proof=$proof&boot=$boot&time=$time"
[ -z "$hold_seconds" ] || mine="$mine&expires=$((now + hold_seconds))"

take() { ln -sn "$mine" "$1" 2>/dev/null; }

# Only who holds lock.next may replace a lock, and only if it still is the one that was seen.
replace() {
  if ! take lock.next; then
    next=$(readlink lock.next) && is_stale "$next" && rm -f lock.next
    take lock.next || return
  fi
  if [ "$(readlink lock)" != "$1" ]; then rm -f lock.next; return 1; fi
  mv -fT lock.next lock
  [ "$(readlink lock)" = "$mine" ]
}
steal() { replace "$1" || return; field "$1" run; rm -f "alive/$value"; say stolen "$1"; }
# A lock that is held on purpose once more is held until its new end.
renew() { [ -z "$hold_seconds" ] || replace "$1"; }

for attempt in 1 2 3; do
  if take lock; then say locked; exit 0; fi
  held=$(readlink lock) || continue
  if is_ours "$held"; then renew "$held" || continue; say locked; exit 0; fi
  field "$held" run; [ "$value" != "$run" ] || { field "$held" alias; fail same-run "$value"; }
  if is_stale "$held" && steal "$held"; then say locked; exit 0; fi
  fail held "$(readlink lock)"
done
fail not-writable "$deploy_path/.dep"
