namespace DeployTasks.Connections.Config;

/// <summary>The patterns of known_hosts and ssh_config: <c>*</c> and <c>?</c>.</summary>
internal static class Glob
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        // Goes back to the last star only: a second one takes over what the first could have taken.
        var (at, star, starName, next) = (0, -1, 0, 0);
        while (next < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, starName) = (at++, next);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == name[next]))
            {
                at++;
                next++;
            }
            else if (star >= 0)
            {
                (at, next) = (star + 1, ++starName);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].TrimStart('*').IsEmpty;
    }
}
