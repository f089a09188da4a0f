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

locked() {
  [ ! -L "lost.$run" ] || rm -f "lost.$run"
  say locked
  exit 0
}
replace() { mv -fT lock.next lock; [ "$(readlink lock)" = "$mine" ]; }
# Whose lock it was is told before it is gone.
steal() { claim "$1" && { forsake "$1"; replace; } && say stolen "$1"; }
# A lock that is held on purpose once more is held until its new end. Who passes it says so to others.
renew() {
  if [ -n "$hold_seconds" ]; then claim "$1" && replace; return; fi
  if [ "$proof" = flock ]; then field "$1" owner; echo "$value" 2>/dev/null >"alive/$run"; fi
  true
}

for attempt in 1 2 3; do
  if take lock; then locked; fi
  held=$(readlink lock) || continue
  if is_ours "$held"; then renew "$held" || continue; locked; fi
  field "$held" run; [ "$value" != "$run" ] || { field "$held" alias; fail same-run "$value"; }
  is_stale "$held" || fail held "$held"
  if steal "$held"; then locked; fi
done
# Others were faster.
next=$(readlink lock.next) && held=$next
[ -z "$held" ] || fail held "$held"
fail not-writable "$deploy_path/.dep"
