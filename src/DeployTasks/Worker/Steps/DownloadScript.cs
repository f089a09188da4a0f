using DeployTasks.Connections;

namespace DeployTasks.Worker.Steps;

internal static class DownloadScript
{
    public static string Look(string source) => $"""
        s={RemotePath.Quote(source)}
        if [ -d "$s" ]; then echo folder
        elif [ -f "$s" ]; then echo file
        else ls -ld "$s" && echo 'it is neither a file nor a folder' >&2; exit 1; fi
        """;

    public static string SendFile(string source) => $"cat <{RemotePath.Quote(source)}";

    // GNU tar's exit code 1 says that a file was written to meanwhile, which logs are.
    public static string SendFolder(string source) => $$"""
        tar -czf - -C {{RemotePath.Quote(source)}} . && exit
        r=$?
        [ $r -eq 1 ] && tar --version 2>/dev/null | grep -q GNU && exit
        exit $r
        """;
}
