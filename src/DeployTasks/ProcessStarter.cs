using System.Diagnostics;

namespace DeployTasks;

/// <summary>
/// The one place that starts programs, so that none of them inherits our secrets: not the worker's token, not the SSH
/// key, not the answers to prompts, not the passphrase of callbacks, not the token for GitHub.
/// </summary>
public static class ProcessStarter
{
    private static readonly string[] Withheld = ["DEPLOY_WORKER_TOKEN", "DEPLOY_SSH_", "DEPLOY_ANSWER_", "DEPLOY_CALLBACK_KEY", "DEPLOY_GITHUB_TOKEN"];

    /// <param name="secrets">Variables this one program gets although their names are withheld from all others.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program does not exist or may not be run.</exception>
    public static Process Start(ProcessStartInfo info, IReadOnlyDictionary<string, string>? secrets = null)
    {
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

    private static bool IsWithheld(string name) =>
        Array.Exists(Withheld, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
