using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Connections;

/// <summary>Every way a host can fail to answer, and its code (reference/faults.md §4.4, 51-54).</summary>
public abstract class UnreachableTests(OneHost host)
{
    // What was heard and what waits in buffers of the kernel, for the two connections of SSH.NET and of who looks at its failure.
    private const int MostWords = 8 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_port_where_nothing_listens_is_refused_at_once()
    {
        var clock = Stopwatch.StartNew();

        var error = await host.FailAsync(host.Settings with { Port = 1 });

        Assert.Equal(("DT4001", ExitCode.Unreachable, host.Settings.Host), (error.Code, error.Exit, error.Host));
        Assert.Contains($"{host.Settings.Hostname} port 1", error.What);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"took {clock.Elapsed}");
    }

    [Fact]
    public async Task An_address_that_does_not_answer_is_given_up_after_the_connect_timeout()
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        server.Listen(0);
        using var first = await FillAsync(server.LocalEndPoint!);
        using var second = await FillAsync(server.LocalEndPoint!);
        var clock = Stopwatch.StartNew();

        var error = await host.FailAsync(host.Settings with
        {
            Hostname = "127.0.0.1",
            Port = ((IPEndPoint)server.LocalEndPoint!).Port,
            ConnectTimeout = Patience,
        });

        Assert.Equal("DT4002", error.Code);
        Assert.InRange(clock.Elapsed.TotalSeconds, 1.8, 6);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_after_the_connect_timeout()
    {
        LabProcess.Signal(host.Host.Pid, 19);
        var clock = Stopwatch.StartNew();

        var error = await host.FailAsync(host.Settings with { ConnectTimeout = Patience });

        LabProcess.Signal(host.Host.Pid, 18);
        Assert.Equal("DT4003", error.Code);
        Assert.InRange(clock.Elapsed.TotalSeconds, 1.8, 6);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n", "HTTP/1.1 400 Bad Request")]
    [InlineData("220 mail.example.com ESMTP\r\n", "220 mail.example.com ESMTP")]
    public async Task Something_that_is_no_SSH_server_is_shown_with_its_first_words(string words, string shown)
    {
        await using var server = new WrongServer(Encoding.ASCII.GetBytes(words), repeat: false);

        var error = await host.FailAsync(host.Settings with { Hostname = "127.0.0.1", Port = server.Port });

        Assert.Equal("DT4004", error.Code);
        Assert.Contains(shown, error.What);
    }

    [Theory]
    [InlineData("\r\n"), InlineData("")]
    public async Task A_server_that_never_stops_talking_is_no_SSH_server_either(string end)
    {
        await using var server = new WrongServer(Encoding.ASCII.GetBytes(new string('x', 200) + end), repeat: true);

        var error = await host.FailAsync(host.Settings with { Hostname = "127.0.0.1", Port = server.Port });

        Assert.Equal("DT4004", error.Code);
        Assert.InRange(server.Sent, 200, MostWords);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_told_from_an_address_that_does_not_answer()
    {
        var error = await host.FailAsync(host.Settings with { Hostname = "no-such-host.invalid" });

        Assert.Equal("DT4011", error.Code);
        Assert.Contains("no-such-host.invalid", error.What);
    }

    [Fact]
    public async Task A_host_name_is_never_an_option()
    {
        var trap = Path.Combine(host.Folder, "trap");

        var error = await host.FailAsync(host.Settings with { Hostname = $"-oProxyCommand=touch {trap}" });

        Assert.False(File.Exists(trap));
        Assert.StartsWith("DT40", error.Code);
    }

    // The kernel drops who wants to connect while the queue of a listener is full.
    private static async Task<Socket> FillAsync(EndPoint server)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Task.WhenAny(client.ConnectAsync(server), Task.Delay(500));
        return client;
    }

    private sealed class WrongServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _serving;

        public WrongServer(byte[] words, bool repeat)
        {
            _listener.Start();
            _serving = ServeAsync(words, repeat);
        }

        /// <summary>Bytes that clients, or the kernel for them, have taken.</summary>
        public long Sent { get; private set; }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _listener.Dispose();
        }

        private async Task ServeAsync(byte[] words, bool repeat)
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();

                // The kernel would take up to 4 MB of each connection from us that nobody has read (tcp_wmem).
                client.SendBufferSize = 64 * 1024;
                try
                {
                    // Whoever closes with unread bytes resets the connection, and the words may be lost.
                    _ = await client.GetStream().ReadAsync(new byte[1024]);
                    do
                    {
                        await client.GetStream().WriteAsync(words);
                        Sent += words.Length;
                    }
                    while (repeat);
                }
                catch (IOException)
                {
                    // The client had enough.
                }
            }
        }
    }
}

public sealed class UnreachableOverOpenSshTests(OpenSshHost host) : UnreachableTests(host), IClassFixture<OpenSshHost>;
