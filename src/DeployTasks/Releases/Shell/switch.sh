# release_name; digest: the artifact's, empty when another run has sent it or the recipe uploads in its own way;
# back: yes for a rollback;
# entry: journal fields.
need_lock
new=$deploy_path/releases/$release_name
{ [ -d "$new" ] && [ ! -L "$new" ]; } || fail no-release "$release_name"
if [ ! -L "$current_path" ] && [ -e "$current_path" ]; then fail current-is-not-link "$current_path"; fi
look_at_current
old=$served
say previous "$old"

if [ "$back" = yes ]; then
  is_complete "$release_name" || fail incomplete "$release_name"
else
  [ -n "$digest" ] || digest=$(digest_of "$release_name")
  is_verified "$release_name" "$digest" || fail incomplete "$release_name"
  [ -f "$new/.complete" ] || echo "${digest:-none}" >"$new/.complete" || fail not-writable "$new"
fi
# It was found wanting once, and now it is asked for again.
if [ -e "$new/.dep/bad" ]; then rm -f "$new/.dep/bad"; fi
if [ "$old" = "$release_name" ]; then
  [ ! -e "$new/.dep/serving" ] || serve "$old" ""
  say already
  exit 0
fi

[ -d "$new/.dep" ] || mkdir -p "$new/.dep"
echo "$run $old" >"$new/.dep/switched" || fail not-writable "$new/.dep"
if [ -n "$old" ] && [ -d "$deploy_path/releases/$old/.dep" ]; then true >"$deploy_path/releases/$old/.dep/served"; fi
serve "$release_name" "$old"
if [ "$back" = yes ] && [ -n "$old" ] && [ -d "$deploy_path/releases/$old/.dep" ]; then
  echo "$run" >"$deploy_path/releases/$old/.dep/bad"
fi
publication "$entry,\"previous\":\"$old\""
