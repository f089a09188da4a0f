using DeployTasks.Tests.Releases.Support;
using DeployTasks.Tool;

namespace DeployTasks.Tests.Tool;

/// <summary>What bash does with our words; the tool itself is a function here that knows some.</summary>
public class BashCompletionTests
{
    [Theory]
    [InlineData("dotnet-deploy run ap", "app:x app:y")]
    [InlineData("dotnet-deploy run app:", "x y")]
    [InlineData("dotnet-deploy run app:x", "x")]
    [InlineData("dotnet-deploy run --select role=", @"\$\(touch\ pwned\) web")]
    [InlineData("dotnet-deploy run nothing", "")]
    public async Task A_word_is_completed_behind_its_last_colon_and_never_expanded(string line, string expected)
    {
        using var glue = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["completion", "bash"], new Surroundings(glue, TextWriter.Null, "/")));
        using var folder = new TempFolder();
        var said = Sh.Ok($$"""
            cd '{{folder["."]}}' || exit
            dotnet-deploy() { printf '%s\n' app:x app:y 'role=$(touch pwned)' role=web; }
            {{glue}}
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            _dotnet_deploy
            echo "${COMPREPLY[*]}"
            """, "bash");
        Assert.Equal(expected, said.Trim());
        Assert.False(File.Exists(folder["pwned"]));
    }
}
