using System.Globalization;
using DeployTasks.Recipes.Building;
using DeployTasks.Recipes.Keys;

namespace DeployTasks.Recipes;

/// <summary>What settings with power over a host may hold: ssh, git and rm take the wrong text for an option or a root.</summary>
public static class SettingRules
{
    /// <summary>Every rule a host's merged settings break. What depends on a setting of a later task is not judged.</summary>
    public static IEnumerable<Error> Check(Settings settings) => Names.Select(name => Check(name, settings)).OfType<Error>();

    /// <summary>
    /// Fixed when the run starts. Where the hosts are and who we are there: a task that could change it could deploy elsewhere;
    /// and whether it is a rehearsal.
    /// </summary>
    internal static bool IsFixed(string name) => Fixed.Contains(name);

    private static readonly HashSet<string> Fixed =
    [
        "alias", "hostname", "remote_user", "port", "labels", "connection", "transport", "identity_file", "config_file",
        "known_hosts_file", "forward_agent", "keep_alive", "connect_timeout", "become", "deploy_path", "run_id", "ssh_folder", "dry_run",
    ];

    internal static IEnumerable<string> Names => SettingKeys.Judged.Append("rollback_to");

    internal static Error? Check(string name, Settings settings)
    {
        try
        {
            // Lists and maps were judged where they are written.
            return settings.Find(name) is null or Items or Map ? null
                : Check(name, settings.Text(name)) ?? SettingKeys.Judge(name, settings.Text(name));
        }
        catch (DeployException unset) when (unset.Errors[0].Code is Errors.SettingMissingCode or Errors.VariableMissingCode)
        {
            return null;
        }
        catch (DeployException mistake)
        {
            return mistake.Errors[0];
        }
    }

    internal static Error? Check(string name, string text) => name switch
    {
        "hostname" when !HostNames.IsAddress(text) => Errors.BadHostName(text),
        "become" when text is "true" or "false" => Errors.BecomeIsAUser(text),
        "remote_user" or "become" when !IsUser(text) => Errors.BadUser(text),
        "port" when !IsPort(text) => Errors.BadPort(text),
        "deploy_path" => DeployPaths.Check(text),
        "release_name" when !IsReleaseName(text) => Errors.BadReleaseName(text),
        "rollback_to" when text.Length > 0 && !IsReleaseName(text) => Errors.BadReleaseName(text),
        "branch" when !IsRef(text) => Errors.BadBranch(text),
        _ => null,
    };

    /// <summary>One component of a path, never hidden, never an option, that no shell takes for anything else.</summary>
    public static bool IsReleaseName(string text) => text.Length is > 0 and <= 100 && char.IsAsciiLetterOrDigit(text[0])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '+' or '-');

    private static bool IsPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536;

    private static bool IsUser(string text) =>
        text.Length is > 0 and <= 64 && (char.IsAsciiLetterOrDigit(text[0]) || text[0] == '_')
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' or '@' or '+');

    /// <summary>The rules of git check-ref-format, and no option.</summary>
    internal static bool IsRef(string text) =>
        text.Length is > 0 and <= 255 && text[0] is not ('-' or '.' or '/') && text != "@"
        && text[^1] is not ('/' or '.')
        && text.All(letter => letter > ' ' && letter != '\x7f' && !"~^:?*[\\".Contains(letter))
        && !text.Contains("..") && !text.Contains("@{") && !text.Contains("//") && !text.Contains("/.")
        && !text.Split('/').Any(part => part.EndsWith(".lock", StringComparison.Ordinal));
}
