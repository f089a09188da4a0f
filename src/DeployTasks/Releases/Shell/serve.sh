# Makes a release the one that is served.

# Points current at it in one step that no reader can fall into: BusyBox' "ln -sf" would unlink it first.
point_current_at() {
  case $current_path in
    "$deploy_path"/*/*) set -- "$1" "$deploy_path/releases/$1" ;;
    "$deploy_path"/*) set -- "$1" "releases/$1" ;;
    *) set -- "$1" "$deploy_path/releases/$1" ;;
  esac
  next=${current_path%/*}/.${current_path##*/}.$run
  if [ -e "$next" ] || [ -L "$next" ]; then rm -f "$next"; fi
  ln -s "$2" "$next" && mv -fT "$next" "$current_path" || fail not-switched "$current_path"
  look_at_current
  [ "$served" = "$1" ] || fail not-switched "$current_path"
}

# The content that settings give to shared files belongs to a release, which links to its own. Who reads shared/ itself finds there what the
# release that is served has; what the host had there is kept with the release that was served with it, and comes back with it.
# $1: a release; $2: the one served before, may be empty.
install_content() {
  for from in shared kept; do
    cd "$deploy_path/releases/$1/.dep/$from" 2>/dev/null || continue
    find . ! -type d | while IFS= read -r path; do
      to=$deploy_path/shared/$path
      if [ "$from" = kept ]; then mv -fT "$path" "$to" || exit; continue; fi
      old=$deploy_path/releases/$2/.dep
      if [ -n "$2" ] && [ -d "$old" ] && [ ! -e "$old/shared/$path" ] && [ ! -e "$old/kept/$path" ] && [ -f "$to" ]; then
        mkdir -p "$old/kept/${path%/*}" && { ln "$to" "$old/kept/$path" || cp -p "$to" "$old/kept/$path"; } 2>/dev/null
      fi
      [ ! -e "$to.new" ] || rm -f "$to.new"
      cp -p "$path" "$to.new" && mv -fT "$to.new" "$to" || exit
    done || fail not-writable "$deploy_path/shared"
  done
}

# $1, $2: as above. A run that is killed between these leaves what is served in doubt, and the next one publishes it again.
serve() { point_current_at "$1"; install_content "$1" "$2"; }
