# Makes the file that proves this run alive, once the session holds an flock on it. Whoever looks at it may be another user.
[ -d "$deploy_path/.dep/alive" ] || mkdir -p "$deploy_path/.dep/alive" || fail not-writable "$deploy_path"
umask 0
true >>"$deploy_path/.dep/alive/$run"
