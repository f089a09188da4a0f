# Stands before every script of this folder. POSIX sh: dash, bash and BusyBox run it, with GNU or BusyBox tools.
# Assigned before: deploy_path, current_path, run.
# An answer is lines of "KEY VALUE" on stdout; a failure we know by name is "!NAME DETAILS" and exit 3.
LC_ALL=C; export LC_ALL
umask 022

say() { printf '%s\n' "$*"; }
fail() { printf '!%s\n' "$*"; exit 3; }

# Sets "served" to the name of the release that current leads to; empty when it leads to none. Going there tells where a link
# leads without a program for it; afterwards we stand in releases/.
look_at_current() {
  served=
  if [ -L "$current_path" ]; then
    if cd -P "$current_path" 2>/dev/null; then
      served=$PWD
    else
      served=$(readlink "$current_path")
      case $served in /*) served=${served%/} ;; *) served=${current_path%/*}/${served%/} ;; esac
    fi
  fi
  cd -P "$deploy_path/releases" 2>/dev/null
  case $served in
    "$PWD"/*) served=${served#"$PWD"/} ;;
    "$deploy_path"/releases/*) served=${served#"$deploy_path"/releases/} ;;
    *) served= ;;
  esac
  case $served in */*) served= ;; esac
}

is_complete() { [ -f "$deploy_path/releases/$1/.complete" ] && [ ! -L "$deploy_path/releases/$1" ]; }

# The digest of the artifact that a release was made for; empty when the recipe uploads in its own way.
digest_of() { sed -n 's/.*"digest":"\([0-9a-f]*\)".*/\1/p' "$deploy_path/releases/$1/.dep/meta" 2>/dev/null; }

# Who takes a lock over, or away, leaves its run a note. It is for a run that comes back after its connection was lost.
need_lock() { [ ! -L "$deploy_path/.dep/lost.$run" ] || fail lock-lost "$(readlink "$deploy_path/.dep/lost.$run")"; }

is_verified() {
  [ -n "$2" ] || return 0
  verified=; read -r verified 2>/dev/null <"$deploy_path/releases/$1/.dep/verified"
  [ "$verified" = "$2" ]
}

# One line of JSON: what happened, without its braces.
journal() { printf '{%s}\n' "$1" >>"$deploy_path/.dep/journal"; }
# The same of what is served from now on, for status.
publication() { journal "$1"; printf '{%s}\n' "$1" >"$deploy_path/.dep/served"; }

# A release is gone at once under its name, and erased in peace.
throw_away() { mkdir -p "$deploy_path/.dep/trash" && mv -fT "$deploy_path/releases/$1" "$deploy_path/.dep/trash/$1.$run"; }

# Folders may be closed to their owner. Nothing is followed out of them.
erase() { rm -rf "$@" 2>/dev/null || { chmod -R u+rwX "$@" 2>/dev/null; rm -rf "$@"; }; }
