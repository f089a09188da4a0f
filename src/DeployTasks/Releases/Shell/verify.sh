# release_name; base: release to copy unchanged files from, may be empty; digest: of the manifest; proof: SHA-256 of the list of
# the SHA-256s of everything.
# Runs after the stream has ended: what tar was sent proves nothing, a cut stream can extract without error.
new=$deploy_path/releases/$release_name
cd "$new" || fail not-writable "$new"
[ -f .dep/end ] || fail truncated "the end of the stream did not arrive"

# A damaged list leaves out a file, and its sum below tells. BusyBox' cp knows none of these options.
if [ -n "$base" ] && cd "../$base"; then
  xargs -0 cp --preserve=timestamps --reflink=auto --parents -t "$new" <"$new/.dep/copy" 2>/dev/null \
    || xargs -0 sh -c 'tar -chf - "$@" | tar -xopf - -C "$0"' "$new" <"$new/.dep/copy" 2>/dev/null
  cd "$new" || fail not-writable "$new"
fi

for list in .dep/check/file-*; do [ ! -f "$list" ] || xargs -0 chmod "${list##*-}" <"$list" || fail mismatch mode; done

# A host that loses its power must not find empty files in a release that counts.
sync -f . >/dev/null 2>&1 &

# Lists that were damaged are not what was hashed when they were packed, either.
is_proved_by() { [ "$("$@" 2>/dev/null <.dep/check/all | sha256sum)" = "$proof  -" ]; }
plain_sha256sum() { xargs -0 sha256sum | sed 's/^\([0-9a-f]*\)  /\1 */'; }
# openssl reads several times faster.
is_proved_by xargs -0 openssl dgst -sha256 -r || is_proved_by plain_sha256sum || fail mismatch

decode() { text=$(printf '%bx' "$1"); text=${text%x}; }
is_link_to() { decode "$2"; [ -L "$text" ] || return; set -- "$(readlink "$text"; echo x)" "$1"; decode "$2"; [ "$1" = "$text
x" ]; }
[ ! -f .dep/check/odd ] || while read -r _ mode sum path; do
  decode "$path"; [ "$(sha256sum <"$text")" = "$sum  -" ] && chmod "$mode" "$text" || fail mismatch odd
done <.dep/check/odd
[ ! -f .dep/check/links ] || while read -r _ target path; do is_link_to "$target" "$path" || fail mismatch link; done <.dep/check/links

# Folders last: a mode may forbid even their owner to read what is in them, and to replace it where a proof has failed.
[ ! -f .dep/check/odd-folders ] || while read -r _ mode path; do decode "$path"; chmod "$mode" "$text" || fail mismatch mode; done <.dep/check/odd-folders
for list in .dep/check/folder-*; do [ ! -f "$list" ] || xargs -0 chmod "${list##*-}" <"$list" || fail mismatch mode; done

wait $! || sync
echo "$digest" >.dep/verified || fail not-writable "$new"
