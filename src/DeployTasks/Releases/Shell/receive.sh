# packed: stdin is a stream of gzip members, each a piece of one tar; else a tar.
cd "$deploy_path/releases/$release_name" || exit
if [ -e .dep/end ] || [ -e .dep/check ]; then rm -rf .dep/end .dep/verified .dep/check; fi
exec tar "-xp${packed:+z}f" -
