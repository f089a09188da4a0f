# release_name. Says which release the new one can take unchanged files from, and what is in it.
cd "$deploy_path/releases" || fail no-release "$release_name"
[ -d "$release_name/.dep" ] || fail no-release "$release_name"
look_at_current
base=$served
if [ -z "$base" ] || ! is_complete "$base"; then
  base= newest=-1
  for file in */.dep/sequence; do
    is_complete "${file%%/*}" && read -r n 2>/dev/null <"$file" && [ "${n:-0}" -gt "$newest" ] || continue
    base=${file%%/*} newest=$n
  done
fi
if [ -n "$base" ] && [ "$base" != "$release_name" ] && [ -f "$base/.dep/manifest" ] && [ -r "$base/.dep/manifest" ]; then
  say base "$base"
  say manifest
  exec cat "$base/.dep/manifest"
fi
