using System.ComponentModel;
using System.Diagnostics;

namespace DeployTasks;

/// <summary>
/// The one place that starts programs, so that none of them inherits our secrets: not the worker's token, not the SSH
/// key, not the answers to prompts, not the passphrase of callbacks, not the token for GitHub.
/// </summary>
public static class ProcessStarter
{
    private const int NotFound = 2;
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private static readonly string[] Withheld = ["DEPLOY_WORKER_TOKEN", "DEPLOY_SSH_", "DEPLOY_ANSWER_", "DEPLOY_CALLBACK_KEY", "DEPLOY_GITHUB_TOKEN"];

    /// <param name="secrets">Variables this one program gets although their names are withheld from all others.</param>
    /// <exception cref="Win32Exception">The program does not exist or may not be run.</exception>
    public static Process Start(ProcessStartInfo info, IReadOnlyDictionary<string, string>? secrets = null)
    {
        info.FileName = Find(info.FileName);
        foreach (var name in info.Environment.Keys.ToArray())
        {
            if (IsWithheld(name))
            {
                info.Environment.Remove(name);
            }
        }

        foreach (var (name, value) in secrets ?? new Dictionary<string, string>())
        {
            info.Environment[name] = value;
        }

#pragma warning disable RS0030 // This is the place the ban points to.
        return Process.Start(info)!;
#pragma warning restore RS0030
    }

    /// <summary>
    /// On PATH alone. .NET would look into the current folder first, which is a checkout: a file there that is named <c>ssh</c> or
    /// <c>env</c> is none of our programs.
    /// </summary>
    private static string Find(string program)
    {
        if (OperatingSystem.IsWindows() || program.Contains('/'))
        {
            return program;
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
        {
            var path = Path.Combine(folder, program);
            if (Path.IsPathRooted(path) && File.Exists(path) && (File.GetUnixFileMode(path) & Executable) != UnixFileMode.None)
            {
                return path;
            }
        }

        throw new Win32Exception(NotFound, $"{program}: No such file or directory");
    }

    private static bool IsWithheld(string name) =>
        Array.Exists(Withheld, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
