using System.CommandLine;
using DeployTasks.Planning;
using DeployTasks.Recipes;

namespace DeployTasks.Tool.Options;

/// <summary>An option that is another name for <c>-o setting=value</c>.</summary>
/// <param name="check">Throws for a value that is none, before anything is touched.</param>
internal sealed class SettingOption(Option option, string setting, Action<string>? check = null)
{
    public static SettingOption WaitLock() =>
        OfTime("--wait-lock", "lock_wait", "Waits this long when another run holds the lock");

    public static SettingOption OfTime(string option, string setting, string about) =>
        new(new Option<string?>(option) { Description = about, HelpName = "TIME" }, setting, text => Duration.Parse(text));

    public static SettingOption OfText(string option, string setting, string helpName, string about) =>
        new(new Option<string?>(option) { Description = about, HelpName = helpName }, setting);

    public static SettingOption OfFlag(string option, string setting, string about) =>
        new(new Switch(option) { Description = about }, setting);

    public void AddTo(Command command) => command.Add(option);

    public PlanRequest Apply(PlanRequest request, ParseResult parsed) => option switch
    {
        Switch flag when parsed.GetValue(flag) => With(request, new Flag(On: true)),
        Option<string?> text when parsed.GetValue(text) is { } value => With(request, Checked(value)),
        _ => request,
    };

    private Text Checked(string value)
    {
        check?.Invoke(value);
        return Text.Literal(value);
    }

    private PlanRequest With(PlanRequest request, Value value) =>
        request with { Options = request.Options.SetItem(setting, value) };
}
