# to: the release to go back to; empty for the one served before, or, where a rollback did not come to its end, for its target.
# What was made of the same is nothing to go back to. Reads only.
cd "$deploy_path/releases" 2>/dev/null || fail no-target "" ""
look_at_current
best= best_n=-1 all= limit=-1 from= made= begun=
if [ -n "$served" ]; then
  read -r limit 2>/dev/null <"$served/.dep/sequence" || limit=-1
  read -r _ from 2>/dev/null <"$served/.dep/switched"
  read -r made 2>/dev/null <"$served/.dep/fingerprint"
  read -r _ begun 2>/dev/null <"$deploy_path/.dep/in-doubt"
fi
for file in */.dep/sequence; do
  name=${file%%/*}
  is_complete "$name" && read -r n 2>/dev/null <"$file" || continue
  note=
  [ ! -e "$name/.dep/bad" ] || note=bad
  [ "$name" != "$served" ] || note=current
  all="$all $name${note:+($note)}"
  same=; read -r same 2>/dev/null <"$name/.dep/fingerprint"
  [ -z "$note" ] && [ -e "$name/.dep/served" ] && { [ -z "$same" ] || [ "$same" != "$made" ]; } || continue
  if [ "$name" = "$from" ]; then n=$limit; elif [ "$n" -ge "$limit" ]; then continue; fi
  [ "$n" -gt "$best_n" ] || continue
  best=$name best_n=$n
done
if [ -n "$begun" ] && [ "$begun" = "$served" ]; then best=$served; fi
if [ -n "$to" ]; then
  [ -d "$to" ] && [ ! -L "$to" ] || fail no-target "$to$all"
  is_complete "$to" || fail target-incomplete "$to$all"
  best=$to
fi
[ -n "$best" ] || fail no-target "-$all"
say target "$best"
say current "$served"
[ ! -s "$deploy_path/.dep/in-doubt" ] || say in-doubt
# What is served, whatever its name here: where a deployment had nothing to do, an older release has the content.
content=$(digest_of "$served")
say content "${content:-$served}"
