using DeployTasks.Connections;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Connections;

[Collection(typeof(ProcessEnvironment))]
public sealed class InlineSocketsTests
{
    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string Threads = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    [Fact]
    public void The_switch_is_on_for_the_first_socket_alone_and_what_the_user_had_set_comes_back()
    {
        Environment.SetEnvironmentVariable(Threads, "3");
        try
        {
            Assert.Equal(("1", "1"), InlineSockets.From(Switches));
            Assert.Equal((null, "3"), Switches());
            Assert.Throws<TimeoutException>(() => InlineSockets.From<int>(() => throw new TimeoutException()));
            Assert.Equal((null, "3"), Switches());
        }
        finally
        {
            Environment.SetEnvironmentVariable(Threads, null);
        }

        Assert.True(InlineSockets.AreOn);
    }

    private static (string? Inline, string? Threads) Switches() => (Environment.GetEnvironmentVariable(Inline), Environment.GetEnvironmentVariable(Threads));
}
