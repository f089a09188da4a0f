namespace DeployTasks.Connections;

/// <summary>
/// What ends on a socket is taken up by the thread that waits for all sockets, where .NET would start its pool: three threads, a
/// tenth of what a worker with one command costs. What goes on after a socket may then not block, as SSH.NET does in a
/// tunnel through a jump host.
/// </summary>
/// <remarks>
/// Source: SocketAsyncEngine of .NET, which reads both variables once, when the process connects for the first time. It has no other switch.
/// </remarks>
public static class InlineSockets
{
    private static readonly string[] Switches =
    [
        "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS",

        // Or there is one for each processor.
        "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT",
    ];

    /// <summary>Of this process.</summary>
    public static bool AreOn { get; private set; }

    /// <summary>Turns them on.</summary>
    /// <param name="first">Connects the first socket of the process. The programs it starts later do not inherit the switch.</param>
    public static T From<T>(Func<T> first)
    {
        var before = Array.ConvertAll(Switches, Environment.GetEnvironmentVariable);
        Array.ForEach(Switches, name => Environment.SetEnvironmentVariable(name, "1"));
        AreOn = true;
        try
        {
            return first();
        }
        finally
        {
            for (var i = 0; i < Switches.Length; i++)
            {
                Environment.SetEnvironmentVariable(Switches[i], before[i]);
            }
        }
    }
}
