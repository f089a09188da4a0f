using System.Security.Cryptography;

namespace DeployTasks.Scripts;

/// <summary>Ids of jobs: readable, safe as a folder name, the same on every host of a run.</summary>
public static class ScriptId
{
    /// <param name="isUnique">A detached job may start once in a run; foreground jobs of one name get a suffix each.</param>
    public static string Of(string name, string run, bool isUnique) =>
        Safe(name) + "-" + run + (isUnique ? "" : "-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3)));

    /// <summary>What a name becomes in the id, and in the status file.</summary>
    public static string Safe(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_')).TrimStart('.', '-');
}
