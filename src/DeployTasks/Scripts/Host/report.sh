# Prints the status of the jobs under $1 (of those that match $2 when given), one JSON object a line. A job whose runner is gone
# without a last word is lost: the boot id tells a reboot, pid and start time tell a killed runner from a reused pid.
# Sets $value.
field() {
  value=${line#*"\"$1\":"}
  value=${value%%,*}
  value=${value#\"}
  value=${value%\"}
}

for folder in "$1"/${2-*}/; do
  folder=${folder%/}
  [ -d "$folder" ] || continue
  # One that is just being laid has no status yet.
  if [ ! -e "$folder/status" ] && [ -n "$(find "$folder" -prune -mmin -1 2>/dev/null)" ]; then continue; fi
  line=
  if ! read -r line 2>/dev/null < "$folder/status" && [ -z "$line" ]; then
    printf '{"id":"%s","state":"lost","reason":"never-started"}\n' "${folder##*/}"
    continue
  fi
  case $line in
    *'"state":"running"'*)
      reason=
      field boot
      if [ "$value" != "$BOOT" ]; then reason=rebooted
      else
        field pid
        look_up "$value"
        field start
        [ "$since" = "$value" ] || reason=killed
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
