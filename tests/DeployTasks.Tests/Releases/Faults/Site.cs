using DeployTasks.Tests.Releases.Support;

namespace DeployTasks.Tests.Releases.Faults;

/// <summary>What a visitor would find.</summary>
internal static class Site
{
    /// <summary>Null when current leads to a complete release whose every file is what its manifest says; else what is wrong.</summary>
    public static string? Problem(string app)
    {
        var result = Sh.Run(
            $$"""
            cd '{{app}}/current/' || { echo 'current leads nowhere'; exit 1; }
            [ -f .complete ] || { echo 'current is not complete'; exit 1; }
            read -r digest <.complete
            [ "$(sha256sum <.dep/manifest)" = "$digest  -" ] || { echo 'the manifest is another'; exit 1; }
            sed -n 's/^f [0-7]* //p' .dep/manifest | sha256sum -c --quiet 2>&1
            """);
        return result.IsSuccess ? null : result.Out;
    }
}
