# Functions of run.sh and here.sh, sourced in the folder of a job: the status file as one JSON object.
digest_of_log() {
  for tool in sha256sum 'shasum -a 256' 'openssl dgst -sha256 -r' 'busybox sha256sum'; do
    if sum=$($tool log 2>/dev/null); then echo "${sum%% *}"; return; fi
  done
}

# $1 state, $2 exit code or null, $3 signal number or null, $4 end time or null, $5 digest
status() {
  look_up $$
  printf '{"id":"%s","name":"%s","state":"%s","exit":%s,"signal":%s,"pid":%s,"start":"%s","boot":"%s","started":%s,"ended":%s,"log_size":%s,"log_sha256":"%s"}' \
    "$JOB" "$NAME" "$1" "$2" "$3" "$$" "$since" "$BOOT" "$BEGAN" "$4" "$(wc -c < log | tr -d ' ')" "$5"
}

BEGAN=$(date +%s)

begin() {
  printf '' > log || return 1
  # Room for the last word is taken now: a disk that fills up meanwhile cannot silence it. JSON may end in blanks.
  printf '%1024s' ' ' > last || return 1
  status running null null null '' > status.new && mv status.new status
}

# $1 state, $2 exit code
finish() {
  signal=null
  [ "$2" -gt 128 ] && [ "$2" -le 192 ] && signal=$(($2 - 128))
  last=$(status "$1" "$2" "$signal" "$(date +%s)" "$(digest_of_log)")
  printf '%s\n' "$last" 1<>last && { sync last 2>/dev/null || :; } && mv last status
}

# Removes jobs of this name that nobody has touched for $KEEP minutes (0: none), unless they still run, were lost, or have
# something to tell.
sweep() {
  [ "$KEEP" -gt 0 ] || return 0
  find .. -maxdepth 1 -type d -name "$NAME-*" -mmin "+$KEEP" 2>/dev/null | while read -r old; do
    line=
    read -r line 2>/dev/null < "$old/status" || [ -n "$line" ] || continue
    case $line in *'"state":"running"'*) continue ;; esac
    case $line in *"\"name\":\"$NAME\""*) ;; *) continue ;; esac
    [ -e "$old/callback" ] || [ -e "$old/listener" ] || rm -rf "$old"
  done
}
