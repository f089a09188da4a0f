# After layout: makes what is not there, and adopts.
for folder in "$deploy_path/.dep" "$deploy_path/releases" "$deploy_path/shared" "${current_path%/*}"; do
  [ -d "$folder" ] || mkdir -p "$folder" || fail not-writable "$folder"
done
if [ -n "$foreign" ]; then
  (
    cd "$deploy_path/releases/$foreign" && mkdir -p .dep.new && chmod 700 .dep.new || exit
    echo 0 >.dep.new/sequence
    printf '{"time":"%s","user":"(adopted)"}\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >.dep.new/meta
    true >.dep.new/served
    echo adopted >.complete && mv -fT .dep.new .dep
  ) || fail not-writable "$deploy_path/releases/$foreign"
  say adopted "$foreign"
fi
cd "$deploy_path/.dep" || fail not-writable "$deploy_path/.dep"
[ -f layout ] || { echo 1 >layout.new && mv -f layout.new layout && say made; }
