# stream: what receive.sh is sent, in base64; packed: as there.
command -v base64 >/dev/null || fail no-base64
cd "$deploy_path/releases/$release_name" || fail not-writable "$deploy_path/releases/$release_name"
if [ -e .dep/end ] || [ -e .dep/check ]; then rm -rf .dep/end .dep/verified .dep/check; fi
printf %s "$stream" | base64 -d | tar "-xp${packed:+z}f" - || exit
