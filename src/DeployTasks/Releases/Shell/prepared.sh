# release_name, which an earlier run has prepared: whole, or found to be what is served already.
new=$deploy_path/releases/$release_name
current=$(served)
say current "$current"
if [ -n "$current" ] && [ ! -e "$new" ]; then
  same=; read -r same 2>/dev/null <"$deploy_path/releases/$current/.dep/same"
  if [ "$same" = "$release_name" ]; then say unchanged "$current"; exit 0; fi
fi
{ [ -d "$new/.dep" ] && [ ! -L "$new" ]; } || fail no-release "$release_name"
is_verified "$release_name" "$(digest_of "$release_name")" || fail incomplete "$release_name"
