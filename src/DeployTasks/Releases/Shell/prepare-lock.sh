# Makes the file that proves this run alive, once the session holds an flock on it.
mkdir -p "$deploy_path/.dep/alive" || fail not-writable "$deploy_path"
true >>"$deploy_path/.dep/alive/$run" && chmod 666 "$deploy_path/.dep/alive/$run"
