# release_name; base: release to copy unchanged files from, may be empty; digest: of the manifest.
# Runs after the stream has ended: what tar was sent proves nothing, a cut stream can extract without error.
new=$deploy_path/releases/$release_name
cd "$new" || fail not-writable "$new"
[ -f .dep/end ] || fail truncated "the end of the stream did not arrive"
[ "$(sha256sum <.dep/manifest)" = "$digest  -" ] || fail truncated "the manifest is not the one that was sent"

if [ -n "$base" ] && [ -s .dep/copy ]; then
  case $(cp --help 2>&1) in
    *--parents*--reflink*)
      (cd "../$base" && xargs -0 cp --preserve=mode,timestamps --reflink=auto --parents -t "$new" <"$new/.dep/copy" 2>/dev/null) ;;
    *)
      (cd "../$base" && xargs -0 sh -c 'tar -cf - "$@" 2>/dev/null | tar -xof - -C "$0"' "$new" <"$new/.dep/copy") ;;
  esac
fi

decode() { text=$(printf '%bx' "$1"); text=${text%x}; }
is_link_to() { decode "$2"; [ -L "$text" ] || return; set -- "$(readlink "$text"; echo x)" "$1"; decode "$2"; [ "$1" = "$text
x" ]; }
good=$(sed -n 's/^f [0-7]* //p' .dep/manifest | sha256sum -c 2>/dev/null | grep -c ': OK$')
[ "$good" = "$(grep -c '^f ' .dep/manifest)" ] || fail mismatch "$good"
grep '^F ' .dep/manifest | while read -r _ mode sum path; do
  decode "$path"
  [ "$(sha256sum <"$text")" = "$sum  -" ] && chmod "$mode" "$text" || exit 1
done || fail mismatch odd
grep '^l ' .dep/manifest | while read -r _ target path; do is_link_to "$target" "$path" || exit 1; done || fail mismatch link

# Modes last, folders after what is in them: a release may hold files that not even its owner may write.
for kind in $(sed -n 's/^\([df]\) \([0-7]*\) .*/\1\2/p' .dep/manifest | sort -ru); do
  mode=${kind#?}
  case $kind in
    f*) sed -n "s/^f $mode [0-9a-f]*  //p" .dep/manifest ;;
    d*) sed -n "s/^d $mode //p" .dep/manifest | sort -r ;;
  esac | tr '\n' '\0' | xargs -0 chmod "$mode" || fail mismatch mode
done
grep '^D ' .dep/manifest | while read -r _ mode path; do decode "$path"; chmod "$mode" "$text" || exit 1; done || fail mismatch mode
rm -f .dep/copy
# A host that loses its power must not find empty files in a release that counts.
sync -f . 2>/dev/null || sync
echo "$digest" | put .dep/verified || fail not-writable "$new"
