# Stdin is a stream of gzip members, each a piece of one tar.
cd "$deploy_path/releases/$release_name" || exit
rm -f .dep/end .dep/verified
exec tar -xzf -
