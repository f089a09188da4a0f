# adopt: yes takes over what another tool laid out.
[ ! -L "$deploy_path/releases" ] || fail releases-is-link "$deploy_path/releases"
if [ ! -L "$current_path" ] && [ -e "$current_path" ]; then fail current-is-not-link "$current_path"; fi
for folder in "$deploy_path/.dep" "$deploy_path/releases" "$deploy_path/shared" "${current_path%/*}"; do
  [ -d "$folder" ] || mkdir -p "$folder" || fail not-writable "$folder"
done
look_at_current
if [ -n "$served" ] && [ ! -d "$deploy_path/releases/$served/.dep" ] && [ -d "$deploy_path/releases/$served" ]; then
  [ "$adopt" = yes ] || fail foreign-layout "$served"
  (
    cd "$deploy_path/releases/$served" && mkdir -p .dep.new && chmod 700 .dep.new || exit
    echo 0 >.dep.new/sequence
    printf '{"time":"%s","user":"(adopted)"}\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >.dep.new/meta
    true >.dep.new/served
    echo adopted >.complete && mv -fT .dep.new .dep
  ) || fail not-writable "$deploy_path/releases/$served"
  say adopted "$served"
fi
if [ -L "$current_path" ] && [ -e "$current_path" ] && [ -z "$served" ]; then
  fail current-elsewhere "$current_path $(readlink "$current_path")"
fi
cd "$deploy_path/.dep" || fail not-writable "$deploy_path/.dep"
[ -f layout ] || { echo 1 >layout.new && mv -f layout.new layout && say made; }
