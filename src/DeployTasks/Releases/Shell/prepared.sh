# release_name, which an earlier run has prepared: whole, or found to be what is served already.
new=$deploy_path/releases/$release_name
look_at_current
say current "$served"
if [ -n "$served" ] && [ ! -e "$new" ]; then
  same=; read -r same 2>/dev/null <"$deploy_path/releases/$served/.dep/same"
  if [ "$same" = "$release_name" ]; then say unchanged "$served"; exit 0; fi
fi
{ [ -d "$new/.dep" ] && [ ! -L "$new" ]; } || fail no-release "$release_name"
is_verified "$release_name" "$(digest_of "$release_name")" || fail incomplete "$release_name"
