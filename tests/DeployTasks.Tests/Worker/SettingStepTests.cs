using System.Collections.Immutable;
using DeployTasks.Events;
using DeployTasks.Prompts;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Worker;

/// <summary>Steps that touch no host: set, ask, info, warn, fail.</summary>
public class SettingStepTests
{
    private static readonly ImmutableSortedDictionary<string, Value> None = ImmutableSortedDictionary<string, Value>.Empty;

    [Fact]
    public async Task Set_works_a_value_out_when_it_runs()
    {
        var scene = new HostScene(("count", new Text("1")));
        await scene.RunAsync(Set("count", new Text("{{count}}1")), Set("count", new Text("{{count}}2")));
        Assert.Equal("112", scene.Settings.Text("count"));
    }

    [Fact]
    public async Task Set_keeps_lists_maps_numbers_and_flags_what_they_are()
    {
        var scene = new HostScene(("name", new Text("web")));
        Items items = new([new Text("{{name}}-1"), new Number("1.10"), new Flag(true)]);
        await scene.RunAsync(Set("list", new Map(None.Add("in", items))));
        var set = (Items)((Map)scene.Settings.Find("list")!).Entries["in"];
        Assert.Equal([new Text("web-1"), new Number("1.10"), new Flag(true)], set.Values);
    }

    [Fact]
    public async Task A_list_takes_the_place_of_the_one_before_and_no_list_stands_in_another()
    {
        var scene = new HostScene(("dirs", new Items([new Text("logs"), new Text("cache")])));
        var error = await scene.FailAsync(Set("dirs", new Items([new Text("{{dirs}}"), new Text("media")])));
        Assert.Equal(("DT1034", ExitCode.StepFailed), (error.Code, error.Exit));
        Assert.Equal(["logs", "cache"], scene.Settings.List("dirs"));

        await scene.RunAsync(Set("dirs", new Items([new Text("media")])));
        Assert.Equal(["media"], scene.Settings.List("dirs"));
    }

    [Fact]
    public async Task A_text_that_holds_a_secret_becomes_a_secret()
    {
        var scene = new HostScene(("password", new Secret("hunter22")));
        await scene.RunAsync(Set("url", new Text("db://user:{{password}}@db")));
        Assert.Equal(new Secret("db://user:hunter22@db"), scene.Settings.Find("url"));
    }

    [Fact]
    public async Task A_new_secret_is_told_before_the_next_step_and_one_that_is_known_is_not()
    {
        var scene = new HostScene(("password", new Secret("hunter22")));
        await scene.RunAsync(Set("plain", new Text("1")), Set("copy", new Secret("hunter22")));
        Assert.Equal(["copy", "plain"], Assert.Single(scene.Saved).Changed.Keys);

        var told = -1;
        scene.OnEvent = happened => told = happened is StepStarted { Step: 2 } ? scene.Saved.Count : told;
        await scene.RunAsync(Set("deep", new Items([new Secret("swordfish")])), Set("plain", new Text("2")));

        Assert.Equal(2, told);
        Assert.Equal(["deep"], scene.Saved[1].Changed.Keys);
        Assert.Equal(["plain"], scene.Saved[2].Changed.Keys);
    }

    [Fact]
    public async Task What_is_shared_is_saved_for_every_host_and_the_rest_for_this_one()
    {
        var scene = new HostScene();
        await scene.RunAsync(Set("own", new Text("1")), Set("all", new Text("2")) with { Share = true });
        var saved = Assert.Single(scene.Saved);
        Assert.Equal(["own"], saved.Changed.Keys);
        Assert.Equal(["all"], saved.Shared.Keys);
        Assert.Equal("2", scene.Settings.Text("all"));
    }

    [Fact]
    public async Task What_is_shared_takes_the_place_of_what_this_host_had_just_set_for_itself()
    {
        var scene = new HostScene();
        await scene.RunAsync(Set("version", new Text("1")), Set("version", new Text("v{{version}}")) with { Share = true });
        var saved = Assert.Single(scene.Saved);
        Assert.Empty(saved.Changed);
        Assert.Equal(Text.Literal("v1"), saved.Shared["version"]);
    }

    [Fact]
    public async Task What_was_set_before_a_failure_is_saved()
    {
        var scene = new HostScene();
        await scene.RunAsync(Set("began", new Flag(true)), new MessageStep(HostScene.Place, MessageLevel.Failure, "no"));
        Assert.Equal(["began"], Assert.Single(scene.Saved).Changed.Keys);
    }

    [Fact]
    public async Task A_question_goes_to_the_master_with_its_texts_filled_in()
    {
        var scene = new HostScene(("app", new Text("shop"))) { Answer = "red {{app}}" };
        await scene.RunAsync(new PromptStep(HostScene.Place, PromptKind.Choice, "colour", "Colour of {{app}}?")
        {
            Choices = ["red {{app}}", "blue"],
            Default = "{{app}}",
            PerHost = true,
        });
        var question = Assert.Single(scene.Questions);
        Assert.Equal((QuestionKind.Choice, "colour", "Colour of shop?"), (question.Kind, question.Key, question.Text));
        Assert.Equal(["red shop", "blue"], question.Choices);
        Assert.Equal(("shop", true), (question.Default, question.PerHost));
        Assert.Equal("red {{app}}", scene.Settings.Text("colour"));
    }

    [Fact]
    public async Task A_hidden_answer_is_a_secret_from_then_on()
    {
        var scene = new HostScene { Answer = "hunter22" };
        await scene.RunAsync(new PromptStep(HostScene.Place, PromptKind.Hidden, "pin", "Pin?"));
        Assert.Equal(new Secret("hunter22"), scene.Settings.Find("pin"));
    }

    [Fact]
    public async Task Info_and_warn_are_said_and_fail_fails()
    {
        var scene = new HostScene(("app", new Text("shop")));
        var error = await scene.FailAsync(new MessageStep(HostScene.Place, MessageLevel.Failure, "no {{app}}"));
        await scene.RunAsync(
            new MessageStep(HostScene.Place, MessageLevel.Info, "for {{app}}"),
            new MessageStep(HostScene.Place, MessageLevel.Warning, "careful"));
        Assert.Equal(("DT5026", "no shop"), (error.Code, error.What));
        Assert.Equal(
            [(SaidLevel.Info, "for shop"), (SaidLevel.Warning, "careful")],
            scene.Events.OfType<Said>().Select(said => (said.Level, said.Text)));
    }

    private static SetStep Set(string name, Value value) => new(HostScene.Place, None.Add(name, value));
}
