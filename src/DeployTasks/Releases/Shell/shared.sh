# release_name, then calls of the functions.
release=$deploy_path/releases/$release_name
shared=$deploy_path/shared
cd "$release" || fail not-writable "$release"

# A link of the artifact above the name would lead "rm" out of the release.
plain_parents() {
  at=. rest=$1
  while :; do
    case $rest in */*) at=$at/${rest%%/*}; rest=${rest#*/} ;; *) break ;; esac
    [ ! -L "$at" ] || fail linked-parent "$at"
  done
}

# $1: name; $2: where it leads, relative to the folder of the link.
link_shared() {
  plain_parents "$1"
  [ -L "$1" ] && [ "$(readlink "./$1")" = "$2" ] && return
  rm -rf "./$1" && mkdir -p "./$(dirname "./$1")" && ln -s "$2" "./$1" || fail not-writable "$release/$1"
}

# The first release that has it gives shared its content; afterwards shared's own counts.
seed() {
  mkdir -p "$(dirname "$shared/$1")" && rm -rf "$shared/.new" && cp -pR "./$1" "$shared/.new" && mv -fT "$shared/.new" "$shared/$1" \
    || fail not-writable "$shared/$1"
}

share_dir() {
  if [ ! -d "$shared/$1" ]; then
    if [ -d "./$1" ] && [ ! -L "./$1" ]; then seed "$1"; else mkdir -p "$shared/$1" || fail not-writable "$shared/$1"; fi
  fi
  link_shared "$1" "$2"
}

share_file() {
  [ ! -d "$shared/$1" ] || fail shared-is-folder "$shared/$1"
  if [ ! -e "$shared/$1" ]; then
    if [ -f "./$1" ] && [ ! -L "./$1" ]; then
      seed "$1"
    else
      mkdir -p "$(dirname "$shared/$1")" && true >>"$shared/$1" || fail not-writable "$shared/$1"
    fi
  fi
  link_shared "$1" "$2"
}

# $3: mode; $4: content, which only the shell itself ever sees. It is the release's own: shared/ gets a copy when the release is served.
# Made in shared/, it has the group and the access list that new files get there.
own_file() {
  own=.dep/shared/$1 new=$shared/$1.new
  [ ! -d "$shared/$1" ] || fail shared-is-folder "$shared/$1"
  # Who may read it passes through .dep. What tells of us stays closed: a fingerprint would let them try out what a content is.
  [ -d .dep/shared ] || { chmod 600 .dep/fingerprint .dep/meta && chmod 711 .dep; } || fail not-writable "$release/.dep"
  mkdir -p "${new%/*}" "${own%/*}" || fail not-writable "$shared/$1"
  [ ! -e "$new" ] || rm -f "$new"
  (umask 077; { chmod "$3" "$new" && printf '%s' "$4"; } >"$new") && mv -fT "$new" "$own" || fail not-writable "$shared/$1"
  link_shared "$1" "$2"
}
