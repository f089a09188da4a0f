# After layout. Reads only. need_kb, need_inodes: room that must be free; service: unit to restart, may be empty;
# required: calls of require_shared.
missing=
for tool in tar gzip sha256sum readlink mv ln cp sed grep sort xargs find stat dirname; do
  command -v "$tool" >/dev/null || missing="$missing $tool"
done
[ -f "$deploy_path/.dep/layout" ] || case $(mv -fT "/nonexistent.$run" "/nonexistent.$run.b" 2>&1) in
  *option*|*usage*|*Usage*) missing="$missing mv(with-T)" ;;
esac
[ -z "$missing" ] || fail tools "${missing# }"

# Sets "there" to what is there already of a folder's path.
find_there() {
  there=$1
  while [ -n "$there" ] && [ ! -e "$there" ] && [ ! -L "$there" ]; do there=${there%/*}; done
  there=${there:-/}
}
for folder in "$deploy_path/.dep" "$deploy_path/releases" "${current_path%/*}"; do
  find_there "$folder"
  [ -d "$there" ] || fail not-a-folder "$there"
  # Why not only the system can say, which is asked by trying.
  { [ -w "$there" ] && [ -x "$there" ]; } || { mkdir "$there/.$run" && rmdir "$there/.$run"; fail not-writable "$there"; }
done
if read -r layout 2>/dev/null <"$deploy_path/.dep/layout" && [ "$layout" != 1 ]; then fail newer-layout "$layout"; fi

require_shared() { [ -e "$deploy_path/shared/$1" ] || fail shared-missing "$deploy_path/shared/$1"; }

find_there "$deploy_path"
set -- $(stat -f -c '%a %S %c %d' "$there" 2>/dev/null)
free_kb=$((${1:-$need_kb} * ${2:-1024} / 1024))
[ "$free_kb" -ge "$need_kb" ] || fail no-space "$need_kb $free_kb $there"
# Some file systems have no fixed number of inodes: 0 in all.
[ "${3:-0}" = 0 ] || [ "$4" -ge "$need_inodes" ] || fail no-inodes "$need_inodes $4 $there"

if [ -n "$service" ] && [ "$(id -u)" != 0 ]; then
  sudo -n -l systemctl restart "$service" >/dev/null 2>&1 || fail no-sudo "$service"
fi
