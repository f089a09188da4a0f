using DeployTasks.Connections;
using DeployTasks.Recipes;

namespace DeployTasks.Worker.Steps;

/// <summary>The shell of an upload, for bash, dash and BusyBox. <c>$t</c> is the temporary name, <c>$d</c> the destination.</summary>
internal static class DeliveryScript
{
    /// <summary>Lays a verified archive over the destination: at once when nothing is there, else each file by rename.</summary>
    public const string PutFolder = """
        x=$t.d
        mkdir "$x"
        tar -xzof "$t" -C "$x"
        rm -f "$t"
        if [ ! -e "$d" ] && [ ! -L "$d" ]; then
          mv -T "$x" "$d"
        else
          d=$(cd "$d" && pwd)
          # A folder of its own: the names that the end removes may be relative.
          (cd "$x"
          find . -type d -exec sh -c 'd=$1; shift; for f; do mkdir -p "$d/$f" || exit; done' sh "$d" {} +
          # BusyBox does not rename over a link to a folder.
          find . ! -type d -exec sh -c 'd=$1; shift; for f; do
            [ -L "$d/$f" ] && [ -d "$d/$f" ] && rm -f "$d/$f"
            mv -fT "$f" "$d/$f" || exit
          done' sh "$d" {} +)
        fi
        """;

    public static string PutFile(string mode) => $"""
        chmod {Shell.Quote(mode)} "$t"
        mv -fT "$t" "$d"
        """;

    /// <summary>Takes stdin under a temporary name. A stream that ends early leaves nothing behind.</summary>
    public static string Receive(Parcel parcel) => $$"""
        set -e
        {{Names(parcel)}}
        mkdir -p "$f"
        find "$f" -maxdepth 1 -name '.deploy-part-*' -mmin +60 -exec rm -rf {} + 2>/dev/null || :
        trap 'rm -f "$t"' EXIT
        trap 'exit 143' HUP INT TERM
        umask 077
        cat >"$t"
        [ "$(wc -c <"$t")" -eq {{parcel.Bytes}} ]
        trap - EXIT
        """;

    /// <summary>Says <c>damaged</c> when what arrived is not what was sent, else puts it in place.</summary>
    public static string Put(Parcel parcel, string digest, string how) => $$"""
        set -e
        {{Names(parcel)}}
        trap 'rm -rf "$t" "$t.d"' EXIT
        if command -v sha256sum >/dev/null 2>&1; then h=$(sha256sum <"$t")
        elif command -v shasum >/dev/null 2>&1; then h=$(shasum -a 256 <"$t")
        else h=$(openssl dgst -sha256 -r <"$t"); fi
        case $h in
          {{digest}}*) ;;
          *) echo damaged; exit 0 ;;
        esac
        {{how}}
        """;

    private static string Names(Parcel parcel) => $"""
        f={RemotePath.Quote(parcel.Folder)} d={RemotePath.Quote(parcel.Destination)}
        t=$f/{parcel.Part}
        """;
}

/// <param name="Part">The temporary name, in the folder of the destination so that a rename is enough.</param>
internal sealed record Parcel(string Destination, string Part, long Bytes)
{
    public string Folder => RemotePath.FolderOf(Destination);
}
