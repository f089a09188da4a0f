# to: the release to go back to, empty for the one served before. Reads only.
cd "$deploy_path/releases" 2>/dev/null || fail no-target "" ""
look_at_current
best= best_n=-1 all= limit=-1
if [ -n "$served" ]; then read -r limit 2>/dev/null <"$served/.dep/sequence" || limit=-1; fi
for file in */.dep/sequence; do
  name=${file%%/*}
  is_complete "$name" && read -r n 2>/dev/null <"$file" || continue
  note=
  [ ! -e "$name/.dep/bad" ] || note=bad
  [ "$name" != "$served" ] || note=current
  all="$all $name${note:+($note)}"
  [ -z "$note" ] && [ -e "$name/.dep/served" ] && [ "$n" -lt "$limit" ] && [ "$n" -gt "$best_n" ] || continue
  best=$name best_n=$n
done
if [ -n "$to" ]; then
  [ -d "$to" ] && [ ! -L "$to" ] || fail no-target "$to$all"
  is_complete "$to" || fail target-incomplete "$to$all"
  best=$to
fi
[ -n "$best" ] || fail no-target "-$all"
say target "$best"
say current "$served"
# What is served, whatever its name here: where a deployment had nothing to do, an older release has the content.
content=$(digest_of "$served")
say content "${content:-$served}"
