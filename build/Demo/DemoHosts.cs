using DeployTasks.Lab;

namespace DeployTasks.Build.Demo;

/// <summary>Three hosts to deploy to: real sshd servers, or three folders of this machine where there is no sshd.</summary>
internal sealed class DemoHosts(SshLab? lab) : IAsyncDisposable
{
    private const int Count = 3;
    private static readonly string Folder = Repository.Artifacts("demo");

    public IReadOnlyList<string> Addresses { get; } =
        lab?.Hosts.Select(host => host.Address).ToArray() ?? [.. Enumerable.Range(1, Count).Select(number => $"127.0.2.{number}")];

    /// <summary>The recipe of the sample with these hosts, and what only this machine knows.</summary>
    public static string Recipe { get; } = Path.Combine(Folder, "deploy.yaml");

    public static async Task<DemoHosts> StartAsync()
    {
        if (SshLab.Missing() is { } missing)
        {
            Say.Line($"This machine lacks {missing}: three folders of it take the place of three hosts.");
            return new(lab: null);
        }

        var lab = await SshLab.StartAsync(Count);
        Say.Line($"Three sshd servers: {string.Join(", ", lab.Hosts.Select(host => $"{host.Alias} = {host.Address}:{host.Port}"))}");
        return new(lab);
    }

    public Task WriteRecipeAsync(int httpPort)
    {
        Directory.CreateDirectory(Folder);
        return File.WriteAllTextAsync(Recipe, $"""
            import: ../../tests/samples/deploy.yaml
            config:
              http_port: {httpPort}
              dotnet_root: {Dotnet.Root}
            {lab?.RecipeHosts() ?? LocalHosts()}
            """);
    }

    public async ValueTask DisposeAsync()
    {
        if (lab is not null)
        {
            await lab.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private string LocalHosts() => "hosts:\n" + string.Concat(Addresses.Select((address, index) => $"""
          web{index + 1}:
            connection: local
            hostname: {address}
            deploy_path: {Folder}/web{index + 1}

        """));
}
