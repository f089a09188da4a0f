# release_name; mode; recursive: -R or empty; sudo: "sudo -n" or empty; force: yes sets an ACL that is there; bits, user, group as the mode needs them;
# "$@": the folders.
cd "$deploy_path/releases/$release_name" || fail not-writable "$deploy_path/releases/$release_name"
for dir in "$@"; do
  [ -d "./$dir" ] || mkdir -p "./$dir" || fail not-writable "./$dir"
done
tried() { "$@" || fail not-writable "$(printf '%s ' "$@")"; }
case $mode in
  chmod) for dir in "$@"; do tried $sudo chmod $recursive "$bits" "./$dir/."; done ;;
  chown) for dir in "$@"; do tried $sudo chown $recursive "$user" "./$dir/."; done ;;
  chgrp) for dir in "$@"; do tried $sudo chgrp $recursive "$group" "./$dir/."; tried $sudo chmod $recursive g+rwX "./$dir/."; done ;;
  acl)
    command -v setfacl >/dev/null || fail no-setfacl
    me=$(id -un)
    for dir in "$@"; do
      [ -z "$force" ] && getfacl -p "./$dir/." 2>/dev/null | grep -q "^user:$user:rwx" && continue
      tried $sudo setfacl $recursive -m "u:$user:rwX,u:$me:rwX" "./$dir/."
      tried $sudo setfacl $recursive -d -m "u:$user:rwX,u:$me:rwX" "./$dir/."
    done ;;
esac
