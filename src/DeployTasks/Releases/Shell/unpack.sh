# stream: what receive.sh is sent, in base64; packed: as there.
command -v base64 >/dev/null || fail no-base64
printf %s "$stream" | base64 -d | tar "-xp${packed:+z}f" - || exit
