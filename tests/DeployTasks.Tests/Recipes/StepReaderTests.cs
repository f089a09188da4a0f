using DeployTasks.Recipes;

namespace DeployTasks.Tests.Recipes;

public class StepReaderTests
{
    [Fact]
    public void A_script_is_a_file_or_in_several_lines_the_script_itself()
    {
        var file = One<ScriptStep>("{script: ./reindex.sh, interpreter: python3, args: [--fast, \"{{x}}\"], detach: true, name: r, on_lost: stop}");
        Assert.Equal(("./reindex.sh", null, "python3", true, "r", OnLost.Stop),
            (file.File, file.Inline, file.Interpreter, file.Detach, file.Name, file.OnLost));
        Assert.Equal(["--fast", "{{x}}"], file.Arguments);
        var inline = One<ScriptStep>("{script: \"echo a\\necho b\"}");
        Assert.Equal((null, "echo a\necho b", OnLost.Finish), (inline.File, inline.Inline, inline.OnLost));
    }

    [Fact]
    public void Prompts_carry_key_choices_and_default()
    {
        var choose = One<PromptStep>("{choose: Which?, key: env, choices: [prod, 2], default: 2, per_host: true}");
        Assert.Equal((PromptKind.Choice, "env", "Which?", "2", true), (choose.Kind, choose.Key, choose.Question, choose.Default, choose.PerHost));
        Assert.Equal(["prod", "2"], choose.Choices);
        Assert.Equal((PromptKind.Confirmation, "false"), (One<PromptStep>("{confirm: Sure?, key: k, default: false}").Kind,
            One<PromptStep>("{confirm: Sure?, key: k, default: false}").Default));
        Assert.Equal(PromptKind.Hidden, One<PromptStep>("{secret: Password?, key: k}").Kind);
        Assert.Null(One<PromptStep>("{ask: Who?, key: k}").Default);
    }

    [Fact]
    public void Transfers_templates_and_health_take_a_map()
    {
        var upload = One<UploadStep>("{upload: {src: ./a b, dest: \"{{release_path}}\", mode: 0640}, as: www, timeout: 1m}");
        Assert.Equal(("./a b", "{{release_path}}", "0640", "www", TimeSpan.FromMinutes(1)),
            (upload.Source, upload.Destination, upload.Mode, upload.As, upload.Timeout));
        Assert.Equal("here", One<DownloadStep>("{download: {src: there, dest: here}}").Destination);
        Assert.Equal("{{x}}", One<TemplateStep>("{template: {content: \"{{x}}\", dest: /tmp/x}}").Inline);
        Assert.Equal("unit.service", One<TemplateStep>("{template: {src: unit.service, dest: /tmp/x}}").Source);
        var health = One<HealthStep>("{health: {url: \"http://localhost\", expect: 204, timeout: 30s, interval: 250ms}}");
        Assert.Equal(("http://localhost", "204", TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(250)),
            (health.Url, health.Expect, health.Timeout, health.Interval));
        Assert.Equal("curl x", One<HealthStep>("{health: {command: curl x}}").Command);
    }

    [Fact]
    public void The_rest()
    {
        var run = One<RunStep>("{run_locally: make, secrets: {TOKEN: \"{{t}}\"}, idle_timeout: 0, allow_failure: true}");
        Assert.Equal((true, "{{t}}", TimeSpan.Zero, true), (run.Locally, run.Secrets["TOKEN"], run.IdleTimeout, run.AllowFailure));
        var set = One<SetStep>("{set: {a: 1, b: [x], c: \"{{a}}\"}, share: true}");
        Assert.Equal((true, new Number("1"), new Text("{{a}}")), (set.Share, set.Values["a"], set.Values["c"]));
        Assert.Equal("r", One<WaitStep>("{wait: r}").Name);
        Assert.Equal("{{job}}", One<WaitStep>("{wait: '{{job}}'}").Name);
        Assert.Equal("t", One<InvokeStep>("{invoke: t}").Task);
        Assert.Equal(MessageLevel.Warning, One<MessageStep>("{warn: careful}").Level);
        Assert.Equal(MessageLevel.Failure, One<MessageStep>("{fail: no, if: \"{{x}}\"}").Level);
        var release = One<ReleaseStep>("{release: switch, with: {keep: 3}}");
        Assert.Equal(("switch", "3"), (release.Action, release.Arguments["keep"]));
    }

    [Theory]
    [InlineData("{script: a.sh, detach: true}", "DT1031")]
    [InlineData("{script: \"echo\\n`{{x}}`\"}", "DT1029")]
    [InlineData("{choose: x, key: k, choices: [a], default: b}", "DT1031")]
    [InlineData("{secret: x, key: k, default: y}", "DT1007")]
    [InlineData("{upload: {src: a, dest: b, mode: rw}}", "DT1009")]
    [InlineData("{run: \"\"}", "DT1009")]
    [InlineData("{run: \"echo {{x\"}", "DT1028")]
    [InlineData("{run: x, env: {LD_PRELOAD: y}}", "DT1013")]
    [InlineData("{run: x, env: {BASH_ENV: y}}", "DT1013")]
    [InlineData("{run: x, env: {A=B: y}}", "DT1013")]
    [InlineData("{invoke: nobody}", "DT1032")]
    [InlineData("{script: a.sh, on_lost: cry}", "DT1009")]
    [InlineData("{set: {\"a b\": 1}}", "DT1009")]
    [InlineData("{ask: x, key: \"a b\"}", "DT1009")]
    public void Each_mistake_has_its_code_and_place(string step, string code) =>
        Assert.Contains($": {code}: ", RecipeFiles.MistakesOf($"tasks: {{t: {{steps: [{step}]}}}}"));

    [Fact]
    public void Loader_variables_pass_when_they_are_meant() =>
        Assert.Equal("y", One<RunStep>("{run: x, env: {LD_PRELOAD: y}, allow_loader_env: true}").Env["LD_PRELOAD"]);

    [Fact]
    public void Anchors_serve_from_hidden_keys()
    {
        var recipe = RecipeFiles.Read("""
            .quiet: &quiet {allow_failure: true, timeout: 5s}
            tasks:
              t:
                steps:
                  - run: make
                    <<: *quiet
                    timeout: 1s
            """);
        var step = recipe.Tasks["t"].Steps.Single();
        Assert.Equal((true, TimeSpan.FromSeconds(1)), (step.AllowFailure, step.Timeout));
    }

    private static T One<T>(string step) where T : Step =>
        Assert.IsType<T>(RecipeFiles.Read($"tasks: {{t: {{steps: [{step}]}}}}").Tasks["t"].Steps.Single());
}
