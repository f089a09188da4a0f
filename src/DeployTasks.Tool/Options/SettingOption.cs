using System.CommandLine;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Tool.Options;

/// <summary>An option that is another name for <c>-o setting=value</c>.</summary>
internal sealed class SettingOption(Option option, string setting)
{
    public static SettingOption WaitLock() =>
        new(new Option<string?>("--wait-lock") { Description = "Waits this long when another run holds the lock", HelpName = "TIME" }, "lock_wait");

    public void AddTo(Command command) => command.Add(option);

    public PlanRequest Apply(PlanRequest request, ParseResult parsed) => option switch
    {
        Option<bool> flag when parsed.GetValue(flag) => With(request, new Flag(On: true)),
        Option<string?> text when parsed.GetValue(text) is { } value => With(request, Text.Literal(value)),
        _ => request,
    };

    private PlanRequest With(PlanRequest request, Value value) => request with { Options = request.Options.SetItem(setting, value) };
}
