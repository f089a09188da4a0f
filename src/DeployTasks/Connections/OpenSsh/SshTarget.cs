namespace DeployTasks.Connections.OpenSsh;

/// <summary>Who and where, as arguments of ssh.</summary>
internal static class SshTarget
{
    public static IEnumerable<string> Of(ConnectionSettings settings)
    {
        if (settings.Port is { } port)
        {
            yield return "-p";
            yield return port.ToString();
        }

        if (settings.User is { } user)
        {
            yield return "-l";
            yield return user;
        }

        if (settings.ForwardAgent)
        {
            yield return "-o";
            yield return "ForwardAgent=yes";
        }

        // After this nothing is an option, whatever a host is called.
        yield return "--";
        yield return settings.Hostname;
    }
}
