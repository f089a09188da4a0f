# adopt: yes takes over what another tool laid out. Reads only. Sets "foreign" to the release of another tool that current leads to.
[ ! -L "$deploy_path/releases" ] || fail releases-is-link "$deploy_path/releases"
if [ ! -L "$current_path" ] && [ -e "$current_path" ]; then fail current-is-not-link "$current_path"; fi
look_at_current
foreign=
if [ -n "$served" ] && [ -d "$deploy_path/releases/$served" ] && [ ! -d "$deploy_path/releases/$served/.dep" ]; then
  [ "$adopt" = yes ] || fail foreign-layout "$served"
  foreign=$served
fi
if [ -L "$current_path" ] && [ -e "$current_path" ] && [ -z "$served" ]; then
  fail current-elsewhere "$current_path $(readlink "$current_path")"
fi
