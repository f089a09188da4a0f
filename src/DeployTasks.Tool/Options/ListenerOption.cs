using System.CommandLine;
using DeployTasks.Planning;
using DeployTasks.Recipes;
using DeployTasks.Scripts;
using CallbackKey = DeployTasks.Wire.CallbackKey;

namespace DeployTasks.Tool.Options;

/// <summary>Scripts that report to <c>dotnet deploy listen</c> as well; its passphrase comes from the environment alone.</summary>
internal sealed class ListenerOption(Surroundings here)
{
    private readonly Option<string?> _url = new("--callback-url")
    {
        Description = $"Address of 'dotnet deploy listen', which the script calls when it ends; needs {CallbackKey.Variable}",
        HelpName = "URL",
    };

    public void AddTo(Command command) => command.Add(_url);

    /// <exception cref="DeployException">The address or the passphrase is none.</exception>
    public PlanRequest Apply(PlanRequest request, ParseResult parsed)
    {
        if (parsed.GetValue(_url) is not { } url)
            return request;
        var passphrase = here.Environment.GetValueOrDefault(CallbackKey.Variable, "");
        _ = ScriptListener.At(url, passphrase);
        return request with
        {
            Options = request.Options
                .SetItem(ScriptListener.UrlSetting, Text.Literal(url))
                .SetItem(ScriptListener.KeySetting, new Secret(passphrase)),
        };
    }
}
