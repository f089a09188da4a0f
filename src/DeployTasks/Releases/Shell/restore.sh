# Undoes a switch of this run, and only of this run. leave: yes only tells.
look_at_current
doubtful=
read -r doubtful _ 2>/dev/null <"$deploy_path/.dep/in-doubt"
[ "$doubtful" != "$run" ] || say in-doubt
[ "$served" = "$release_name" ] || { say not-switched "$served"; exit 0; }
by= old=
read -r by old 2>/dev/null <"$deploy_path/releases/$release_name/.dep/switched"
if [ "$by" != "$run" ]; then
  [ "$doubtful" = "$run" ] || { say not-switched "$release_name"; exit 0; }
  # It was served before this run published it once more.
  old=$release_name
fi
if [ "$leave" = yes ]; then say left "$old"; exit 0; fi
if [ "$old" = "$release_name" ]; then say restored "$old"; exit 0; fi
need_lock
if [ "$back" != yes ]; then echo "$run" >"$deploy_path/releases/$release_name/.dep/bad"; fi
if [ -n "$old" ]; then
  [ -d "$deploy_path/releases/$old" ] || fail no-release "$old"
  serve "$old" "$release_name"
  rm -f "$deploy_path/releases/$old/.dep/bad"
else
  rm -f "$current_path"
fi
publication "$entry,\"restored\":\"$old\""
say restored "$old"
