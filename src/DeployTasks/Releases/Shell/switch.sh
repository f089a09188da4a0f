# release_name; digest: the artifact's, empty when another run has sent it or the recipe uploads in its own way;
# back: yes for a rollback, and expected: what was served when its target was chosen;
# entry: journal fields.
need_lock
new=$deploy_path/releases/$release_name
{ [ -d "$new" ] && [ ! -L "$new" ]; } || fail no-release "$release_name"
if [ ! -L "$current_path" ] && [ -e "$current_path" ]; then fail current-is-not-link "$current_path"; fi
look_at_current
old=$served

if [ "$back" = yes ]; then
  [ "$old" = "$expected" ] || [ "$old" = "$release_name" ] || fail served-changed "$old"
  is_complete "$release_name" || fail incomplete "$release_name"
else
  [ -n "$digest" ] || digest=$(digest_of "$release_name")
  is_verified "$release_name" "$digest" || fail incomplete "$release_name"
  [ -f "$new/.complete" ] || echo "${digest:-none}" >"$new/.complete" || fail not-writable "$new"
fi
# It was found wanting once, and now it is asked for again.
if [ -e "$new/.dep/bad" ]; then rm -f "$new/.dep/bad"; fi

switched=
if [ "$old" = "$release_name" ]; then
  switched=yes
  if [ -s "$deploy_path/.dep/in-doubt" ]; then
    # What an earlier run has switched to without coming to its end is published by this run now, and undone when that fails. What is
    # in doubt for another reason, such as a switch back, has nothing to go back to.
    by= before= doubtful=
    read -r by before 2>/dev/null <"$new/.dep/switched"
    read -r doubtful _ 2>/dev/null <"$deploy_path/.dep/in-doubt"
    if [ "$by" = "$doubtful" ]; then
      old=$before
      echo "$run $old" >"$new/.dep/switched" || fail not-writable "$new/.dep"
    fi
    install_content "$release_name" "$old"
  else
    say already
  fi
fi
say previous "$old"
# Until unlock of this run empties it, nobody knows whether what is served is well; the name tells a rollback.
echo "$run${back:+ $release_name}" >"$deploy_path/.dep/in-doubt" || fail not-writable "$deploy_path/.dep"
[ -z "$switched" ] || exit 0

[ -d "$new/.dep" ] || mkdir -p "$new/.dep"
echo "$run $old" >"$new/.dep/switched" || fail not-writable "$new/.dep"
if [ -n "$old" ] && [ -d "$deploy_path/releases/$old/.dep" ]; then
  true >"$deploy_path/releases/$old/.dep/served"
  # Before the switch: whoever was killed behind it would be taken back here by the next rollback.
  [ "$back" != yes ] || echo "$run" >"$deploy_path/releases/$old/.dep/bad"
fi
serve "$release_name" "$old"
publication "$entry,\"previous\":\"$old\""
