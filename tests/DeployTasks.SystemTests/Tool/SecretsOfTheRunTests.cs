namespace DeployTasks.SystemTests.Tool;

/// <summary>Secrets that nobody knows before the run: from the step that first holds one, no output of any host shows it.</summary>
public class SecretsOfTheRunTests
{
    private const string Recipe = """
        hosts:
          web1: { connection: local }
          web2: { connection: local }
        config:
          folder: .
        tasks:
          fetch:
            once: true
            steps:
              - run: cat {{folder}}/vault
                output: fetched
              - run: echo step $TOKEN
                secrets: { TOKEN: "{{fetched}}" }
              - set: { login: "deploy:{{fetched}}@db" }
                share: true
              - info: same task {{login}}
              - run: printf '{{login}}' | base64 -w0
                output: encoded
              - set: { encoded: "{{encoded}}" }
                share: true
          use:
            steps:
              - info: next task {{login}} {{encoded}}
              - run: printf '%s\n' {{login}} {{encoded}} plain-text; exit 3
        """;

    [Theory]
    [InlineData("console", "-vvv")]
    [InlineData("json", "-v")]
    [InlineData("github", "-vvv")]
    public async Task From_the_step_that_first_holds_one_no_output_of_any_host_shows_it(string output, string verbosity)
    {
        using var tool = new ToolCommand(Recipe);
        await File.WriteAllTextAsync(tool.PathOf("vault"), "swordfish-12\n", TestContext.Current.CancellationToken);

        var end = await tool.RunAsync("run", "fetch", "use", "-o", $"folder={tool.PathOf("")}", "--output", output, verbosity, "--log", "run.log");

        var shown = end.Output[end.Output.IndexOf("step ***", StringComparison.Ordinal)..] + end.Error;
        Assert.DoesNotContain("swordfish-12", shown);
        Assert.DoesNotContain(Convert.ToBase64String("deploy:swordfish-12@db"u8), shown);
        Assert.Contains("same task ***", shown);
        Assert.Contains("next task ***", shown);
        Assert.Contains("deploy:swordfish-12@db\n", await File.ReadAllTextAsync(tool.PathOf("run.log"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_secret_of_the_run_that_is_too_short_to_be_masked_fails_its_step()
    {
        using var tool = new ToolCommand(Recipe);
        await File.WriteAllTextAsync(tool.PathOf("vault"), "abc\n", TestContext.Current.CancellationToken);

        var end = await tool.RunAsync("run", "fetch", "-o", $"folder={tool.PathOf("")}");

        Assert.Equal(1, end.Exit);
        Assert.Contains("DT8003 The secret 'TOKEN' is shorter than 4 characters", end.Output + end.Error);
        Assert.DoesNotContain("step abc", end.Output);
    }
}
