# Prints the status of the jobs under $1 (of job $2 alone when given), one JSON object a line. A job whose runner is gone
# without a last word is lost: the boot id tells a reboot, pid and start time tell a killed runner from a reused pid.
started_at() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  set -- ${stat##*) }
  shift 19
  echo "$1"
}

field() {
  value=${line#*"\"$1\":"}
  value=${value%%,*}
  value=${value#\"}
  echo "${value%\"}"
}

boot=$(cat "${BOOT_ID_FILE:-/proc/sys/kernel/random/boot_id}" 2>/dev/null)
for folder in "$1"/${2:-*}/; do
  folder=${folder%/}
  [ -d "$folder" ] || continue
  if ! read -r line 2>/dev/null < "$folder/status" && [ -z "$line" ]; then
    printf '{"id":"%s","state":"lost","reason":"never-started"}\n' "${folder##*/}"
    continue
  fi
  case $line in
    *'"state":"running"'*)
      reason=
      if [ "$(field boot)" != "$boot" ]; then reason=rebooted
      elif [ "$(started_at "$(field pid)")" != "$(field start)" ]; then reason=killed
      fi
      # It may have ended between the two looks.
      read -r line < "$folder/status" || :
      case $reason,$line in
        ,*) ;;
        *'"state":"running"'*) line="{\"reason\":\"$reason\",${line#\{}" && line=$(printf '%s' "$line" | sed 's/"state":"running"/"state":"lost"/') ;;
      esac
      ;;
  esac
  printf '%s\n' "$line"
done
