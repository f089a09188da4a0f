# asked: yes releases what the own pipeline (owner) holds on purpose, too, and what nobody holds any more; force: yes releases
# whoever holds it; settle: yes, what this run has published is well; content: as for lock.sh.
cd "$deploy_path/.dep" 2>/dev/null || { say absent; exit 0; }
if [ "$settle" = yes ] && read -r by _ 2>/dev/null <in-doubt && [ "$by" = "$run" ]; then true >in-doubt; fi
forget() { [ ! -e "alive/$run" ] || rm -f "alive/$run"; }
held=$(readlink lock) || { forget; say absent; exit 0; }
sign() { look_at_clock; mine="run=$run&alias=$alias&$content&proof=none&boot=$boot&time=$now"; }

if is_mine "$held"; then
  rm -f lock "alive/$run"
  if [ -L lock.next ] && next=$(readlink lock.next) && is_mine "$next"; then rm -f lock.next; fi
elif [ "$force" = yes ]; then
  sign; forsake "$held"
  rm -f lock lock.next
  journal "$entry"
elif [ "$asked" = yes ] && { is_ours "$held" || is_stale "$held"; } && sign && claim "$held"; then
  rm -f lock lock.next
else
  field "$held" run; [ "$value" = "$run" ] || forget
  say foreign "$held"
  exit 0
fi
say released "$held"
