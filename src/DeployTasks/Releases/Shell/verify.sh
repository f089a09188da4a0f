# release_name; base: release to copy unchanged files from, may be empty; digest: of the manifest; sums: what sha256sum says of
# the manifest and of the lists made of it, which spare the host a program for each; fast: yes if there is much to read.
# Runs after the stream has ended: what tar was sent proves nothing, a cut stream can extract without error.
new=$deploy_path/releases/$release_name
cd "$new" || fail not-writable "$new"
[ -f .dep/end ] || fail truncated "the end of the stream did not arrive"
[ "$(sha256sum .dep/manifest .dep/check/*)" = "$sums" ] || fail truncated "the manifest is not the one that was sent"

# A damaged list leaves out a file, and its sum below tells. BusyBox' cp knows none of these options.
if [ -n "$base" ]; then
  (
    cd "../$base" || exit
    xargs -0 cp --preserve=timestamps --reflink=auto --parents -t "$new" <"$new/.dep/copy" \
      || xargs -0 sh -c 'tar -cf - "$@" | tar -xopf - -C "$0"' "$new" <"$new/.dep/copy"
  ) 2>/dev/null
fi

# Folders after what is in them: a release may hold files that not even its owner may write.
for list in .dep/check/file-* .dep/check/folder-*; do
  [ ! -f "$list" ] || xargs -0 chmod "${list##*-}" <"$list" || fail mismatch mode
done

# A host that loses its power must not find empty files in a release that counts.
{ sync -f . || sync; } >/dev/null 2>&1 &

# openssl reads several times faster and starts slower.
same_as() {
  [ "$fast" = yes ] && command -v openssl >/dev/null || return
  xargs -0 openssl dgst -sha256 -r <".dep/check/file-${1##*-}" 2>/dev/null | cmp -s - "$1"
}
for list in .dep/check/sums-*; do
  [ ! -f "$list" ] || same_as "$list" || sha256sum -c "$list" >/dev/null 2>&1 || fail mismatch "$list"
done

decode() { text=$(printf '%bx' "$1"); text=${text%x}; }
is_link_to() { decode "$2"; [ -L "$text" ] || return; set -- "$(readlink "$text"; echo x)" "$1"; decode "$2"; [ "$1" = "$text
x" ]; }
[ ! -f .dep/check/odd ] || while read -r kind mode first path; do
  decode "${path:-$first}"
  { [ "$kind" = D ] || [ "$(sha256sum <"$text")" = "$first  -" ]; } && chmod "$mode" "$text" || fail mismatch odd
done <.dep/check/odd
[ ! -f .dep/check/links ] || while read -r _ target path; do is_link_to "$target" "$path" || fail mismatch link; done <.dep/check/links

rm -rf .dep/check .dep/copy
wait
echo "$digest" >.dep/verified || fail not-writable "$new"
