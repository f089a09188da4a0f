using System.Diagnostics;
using DeployTasks.Connections.OpenSsh;

namespace DeployTasks.Connections.Config;

/// <summary>
/// What ssh_config says of one host, by keyword in lower case. Where the files are plain we read them ourselves: that saves
/// every worker a process. Else the client of this machine resolves them, if there is one (<c>ssh -G</c> knows it all).
/// </summary>
internal sealed class SshConfig(ILookup<string, string> values)
{
    // A command of its own may ask a name server, and a person who cancels waits for it too.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static SshConfig Of(ConnectionSettings settings)
    {
        if (settings.ConfigFile is { } own && !File.Exists(own))
        {
            throw new ConnectionFailedException(Errors.NoConfigFile(settings, own));
        }

        try
        {
            string[] files = [.. Files(settings).Where(File.Exists)];
            var lines = SshConfigReader.IsPlain(files) || !SshClient.Exists ? SshConfigReader.Read(files, settings.Hostname) : Resolve(settings);
            return new SshConfig(lines.ToLookup(line => line.Keyword, line => line.Value));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectionFailedException(Errors.BadSshConfig(settings, new LoginFacts { Said = e.Message }));
        }
    }

    /// <summary>As it is written but for quotes around it, the first one; null where it is not set.</summary>
    public string? First(string keyword) => values[keyword].FirstOrDefault()?.Trim('"');

    /// <summary>Null where it is not set, or set to <c>none</c>.</summary>
    public string? Find(string keyword) => First(keyword) is { } value && value != "none" ? value : null;

    /// <summary>All files that are named one a line, with the home of this user filled in; blanks are part of a name.</summary>
    /// <param name="usual">What OpenSSH takes where nothing is set.</param>
    public List<string> Paths(string keyword, params string[] usual) =>
        Expanded(values.Contains(keyword) ? values[keyword].Select(value => value.Trim('"')) : usual);

    /// <summary>The same where a line may name several files, those with blanks in quotes.</summary>
    public List<string> ListedPaths(string keyword, params string[] usual) =>
        Expanded(values.Contains(keyword) ? values[keyword].SelectMany(SshConfigReader.Words) : usual);

    private static IEnumerable<string> Files(ConnectionSettings settings) => settings.ConfigFile is { } own
        ? [own]
        : [Expand("~/.ssh/config"), OperatingSystem.IsWindows() ? @"C:\ProgramData\ssh\ssh_config" : "/etc/ssh/ssh_config"];

    private static IEnumerable<SshConfigLine> Resolve(ConnectionSettings settings)
    {
        string[] config = settings.ConfigFile is { } own ? ["-F", own] : [];

        // Told of a key, ssh leaves out the files it would try by itself, as it will when it is told to log in.
        var given = settings.IdentityFile is { } file ? [file] : new SshFolder(settings.RunFolder).PublicKeys;
        string[] keys = [.. given.SelectMany(key => (string[])["-i", key])];
        var info = new ProcessStartInfo("ssh", ["-G", .. config, .. keys, .. SshTarget.Of(settings)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = ProcessStarter.Start(info);
        // Both at once: a client that fills the pipe nobody reads would never end.
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!Task.WaitAll([error, output], Patience))
        {
            process.Kill(entireProcessTree: true);
            var said = $"ssh -G was not done with it in {Patience.TotalSeconds:0} s; a command of 'Match exec' may hang";
            throw new ConnectionFailedException(Errors.BadSshConfig(settings, new LoginFacts { Said = said }));
        }

        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. output.Result.Split('\n').Select(line => line.Split(' ', 2)).Where(line => line.Length == 2)
                .Select(line => new SshConfigLine(line[0], line[1].Trim()))]
            : throw new ConnectionFailedException(Errors.BadSshConfig(settings, new LoginFacts { Said = error.Result.Trim() }));
    }

    // Not by LINQ: native code looks up a chain of its operators by name, for each kind of chain once in every worker.
    private static List<string> Expanded(IEnumerable<string> paths)
    {
        var expanded = new List<string>();
        foreach (var path in paths)
        {
            if (path != "none")
            {
                expanded.Add(Expand(path));
            }
        }

        return expanded;
    }

    private static string Expand(string path)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return UserPath.Full(path.Replace("%d", home, StringComparison.Ordinal));
    }
}
