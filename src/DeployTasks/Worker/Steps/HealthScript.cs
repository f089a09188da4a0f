using DeployTasks.Recipes;

namespace DeployTasks.Worker.Steps;

/// <summary>GET with what the host has; prints the answer and, on the last line, its status. Redirects are answers too.</summary>
internal static class HealthScript
{
    private const int Seconds = 10;

    public static string For(Uri url) => $$"""
        u={{Shell.Quote(url.AbsoluteUri)}}
        if command -v curl >/dev/null 2>&1; then
          exec curl -sS -m {{Seconds}} --noproxy '*' -w '\n%{http_code}\n' "$u" 2>&1
        elif command -v wget >/dev/null 2>&1; then
          # BusyBox's wget falls over an error status when it has a time-out; the step's own ends it all the same.
          t=; wget --version >/dev/null 2>&1 && t='-t 1 -T {{Seconds}}'
          a=$(no_proxy='*' wget -q $t -S -O - "$u" 2>&1)
          printf '%s\n' "$a"
          printf '%s\n' "$a" | sed -n 's/^.*HTTP\/[0-9.]* \([0-9][0-9][0-9]\).*/\1/p' | head -n 1
        elif command -v python3 >/dev/null 2>&1; then
          exec python3 - "$u" <<'END'
        import sys, urllib.error, urllib.request
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            answer = opener.open(sys.argv[1], timeout={{Seconds}})
        except urllib.error.HTTPError as refused:
            answer = refused
        sys.stdout.write(answer.read(65536).decode("utf-8", "replace"))
        print("\n%d" % answer.status)
        END
        elif command -v bash >/dev/null 2>&1; then
          exec bash -c 'exec 3<>"/dev/tcp/$1/$2" && printf "GET %s HTTP/1.0\r\nHost: %s\r\nConnection: close\r\n\r\n" "$3" "$4" >&3 &&
            a=$(tr -d "\000" <&3) && printf "%s\n" "$a" && printf "%s\n" "${a:9:3}"' bash \
            {{Shell.Quote(url.IdnHost)}} {{url.Port}} {{Shell.Quote(url.PathAndQuery)}} {{Shell.Quote(url.Authority)}}
        else
          echo 'the host has neither curl nor wget, python3 or bash to ask with' >&2; exit 127
        fi
        """;
}
