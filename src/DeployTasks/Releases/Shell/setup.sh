# adopt: yes takes over what another tool laid out.
[ ! -L "$deploy_path/releases" ] || fail releases-is-link "$deploy_path/releases"
if [ ! -L "$current_path" ] && [ -e "$current_path" ]; then fail current-is-not-link "$current_path"; fi
for folder in "$deploy_path/.dep" "$deploy_path/releases" "$deploy_path/shared" "${current_path%/*}"; do
  [ -d "$folder" ] || mkdir -p "$folder" || fail not-writable "$folder"
done
name=$(served)
if [ -n "$name" ] && [ ! -d "$deploy_path/releases/$name/.dep" ] && [ -d "$deploy_path/releases/$name" ]; then
  [ "$adopt" = yes ] || fail foreign-layout "$name"
  (
    cd "$deploy_path/releases/$name" && mkdir -p .dep.new && chmod 700 .dep.new || exit
    echo 0 >.dep.new/sequence
    printf '{"time":"%s","user":"(adopted)"}\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >.dep.new/meta
    true >.dep.new/served
    put .complete adopted && mv -fT .dep.new .dep
  ) || fail not-writable "$deploy_path/releases/$name"
  say adopted "$name"
fi
if [ -L "$current_path" ] && [ -e "$current_path" ] && [ -z "$name" ]; then
  fail current-elsewhere "$current_path $(readlink "$current_path")"
fi
[ -f "$deploy_path/.dep/layout" ] || { put "$deploy_path/.dep/layout" 1 && say made; }
