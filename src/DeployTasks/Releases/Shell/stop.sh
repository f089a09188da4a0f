# service.
if [ "$(id -u)" = 0 ]; then systemctl stop "$service"; else sudo -n systemctl stop "$service"; fi >&2
