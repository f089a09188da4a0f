# release_name; fingerprint: of all that makes the release; again: yes makes one although nothing changed;
# meta: JSON fields, without braces.
cd "$deploy_path/releases" || fail not-writable "$deploy_path/releases"
look_at_current
say current "$served"

if [ -n "$served" ] && is_complete "$served" && [ ! -e "$served/.dep/bad" ] && [ "$again" != yes ] \
  && read -r known 2>/dev/null <"$served/.dep/fingerprint" && [ "$known" = "$fingerprint" ]; then
  if [ ! -s "$deploy_path/.dep/in-doubt" ]; then
    # For a later run that is to publish what this one prepares.
    echo "$release_name" 2>/dev/null >"$served/.dep/same"
    say unchanged "$served"
    exit 0
  fi
  say in-doubt "$served"
  [ "$served" != "$release_name" ] || exit 0
fi

if [ -e "$release_name" ] || [ -L "$release_name" ]; then
  by=; read -r by 2>/dev/null <"$release_name/.dep/run"
  if [ -L "$release_name" ] || [ -e "$release_name/.complete" ] || [ ! -d "$release_name/.dep" ]; then
    n=2; while [ -e "$release_name-$n" ] || [ -L "$release_name-$n" ]; do n=$((n + 1)); done
    fail release-exists "$release_name $release_name-$n"
  fi
  # Left by a run that died; we hold the lock.
  if [ "$by" != "$run" ]; then
    throw_away "$release_name" || fail not-writable "$deploy_path/releases/$release_name"
    erase "$deploy_path/.dep/trash/$release_name.$run"
  fi
fi

sequence=0
for file in */.dep/sequence; do
  if read -r n 2>/dev/null <"$file" && [ "${n:-0}" -gt "$sequence" ]; then sequence=$n; fi
done
mkdir -p -m 700 "$release_name/.dep" || fail not-writable "$deploy_path/releases"
echo "$run" >"$release_name/.dep/run"
echo $((sequence + 1)) >"$release_name/.dep/sequence"
echo "$fingerprint" >"$release_name/.dep/fingerprint"
printf '{%s}\n' "$meta" >"$release_name/.dep/meta" || fail not-writable "$deploy_path"
