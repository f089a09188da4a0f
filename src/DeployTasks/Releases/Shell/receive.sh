# Stdin is a stream of gzip members, each a piece of one tar.
cd "$deploy_path/releases/$release_name" || exit
if [ -e .dep/end ] || [ -e .dep/check ]; then rm -rf .dep/end .dep/verified .dep/check; fi
exec tar -xpzf -
