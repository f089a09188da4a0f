using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Scripts;

/// <summary>The listener where it belongs: behind a proxy that speaks TLS, called from hosts that know its authority, or do not.</summary>
public class ListenBehindTlsTests
{
    private const string Trust = "/etc/ssl/certs/ca-certificates.crt";

    [Theory]
    [InlineData("curl")]
    [InlineData("python3")]
    [InlineData("wget")]
    public async Task A_script_calls_home_through_TLS_with_what_its_host_has(string program)
    {
        await using var proxy = await TlsProxy.StartAsync();
        using var programs = ProgramFolder.With("head", program);
        // Python asks OpenSSL, which on Debian looks into a folder beside this file.
        await using var scene = await SceneAsync(new LabOptions
        {
            Config = [programs.ForceCommand.Replace("env ", $"env SSL_CERT_FILE={Trust} ", StringComparison.Ordinal)],
            Mounts = new Dictionary<string, string> { [Trust] = proxy.Authority },
        });
        await using var listener = await scene.ListenAsync(proxy.Url, proxy.ListenerPort, "exec:echo \"$SCRIPT_HOST $SCRIPT_EXIT $(wc -c)\" >> told");

        var id = await scene.StartAsync("head -c 50000 /dev/zero | tr '\\0' x\nexit 9\n", "--callback-url", proxy.Url);
        await Poll.UntilAsync(() => File.Exists(scene.PathOf("told")));

        Assert.Equal(["web1 9 32768"], await File.ReadAllLinesAsync(scene.PathOf("told")));
        await Poll.UntilAsync(() => File.Exists(scene.JobFile("web1", id, "heard")));
        // nginx logs a request when it is over.
        await Poll.UntilAsync(() => proxy.Calls.Length > 0);
        Assert.Contains("\"POST /deploy/callback HTTP/1", Assert.Single(proxy.Calls));
    }

    [Fact]
    public async Task An_authority_that_the_host_does_not_know_gets_no_token()
    {
        await using var proxy = await TlsProxy.StartAsync();
        await using var scene = await SceneAsync(new LabOptions());
        await using var listener = await scene.ListenAsync(proxy.Url, proxy.ListenerPort, "exec:touch told");

        var id = await scene.StartAsync("exit 9\n", "--callback-url", proxy.Url);
        var said = scene.JobFile("web1", id, "home.log");
        await Poll.UntilAsync(() => File.Exists(said) && File.ReadAllText(said).Contains("certificate", StringComparison.Ordinal));

        Assert.Empty(proxy.Calls);
        Assert.False(File.Exists(scene.PathOf("told")));
        Assert.Contains("exit code 9", (await scene.RunAsync("script", "wait", id)).Output);
    }

    private static async Task<ScriptScene> SceneAsync(LabOptions options)
    {
        var scene = await ScriptScene.StartAsync(options: options);
        scene.Environment["DEPLOY_CALLBACK_KEY"] = "correct horse battery staple";
        return scene;
    }
}
