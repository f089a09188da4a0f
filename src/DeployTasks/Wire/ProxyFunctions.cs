using DeployTasks.Prompts;

namespace DeployTasks.Wire;

/// <summary>The allow-list of <c>/proxy</c>: Deployer's four names, compared exactly.</summary>
public static class ProxyFunctions
{
    public static string For(QuestionKind kind) => kind switch
    {
        QuestionKind.Choice => "askChoice",
        QuestionKind.Confirmation => "askConfirmation",
        QuestionKind.Hidden => "askHiddenResponse",
        _ => "ask",
    };

    public static QuestionKind? KindOf(string function) => function switch
    {
        "ask" => QuestionKind.Ask,
        "askChoice" => QuestionKind.Choice,
        "askConfirmation" => QuestionKind.Confirmation,
        "askHiddenResponse" => QuestionKind.Hidden,
        _ => null,
    };
}
