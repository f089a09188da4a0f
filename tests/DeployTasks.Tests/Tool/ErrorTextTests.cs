using System.CommandLine;
using DeployTasks.Tests.Events;
using DeployTasks.Tool;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tests.Tool;

public class ErrorTextTests
{
    private static readonly Error Placed = new("DT1007", ExitCode.Usage, "Unknown key 'hots'", "Did you mean 'hosts'?")
    {
        Place = new Place("deploy.yaml", 3, 1),
        Detail = "evidence",
    };

    private static readonly Error Unplaced = new("DT4001", ExitCode.Unreachable, "Connection refused", "Check the port") { Host = "web1" };

    [Fact]
    public void A_person_reads_place_code_and_next_move() =>
        Assert.Equal(["deploy.yaml(3,1): error DT1007: Unknown key 'hots'", "  Did you mean 'hosts'?"], ErrorText.ForPeople(Placed));

    [Theory]
    [InlineData(ExitCode.Usage, "  evidence", "-q")]
    [InlineData(ExitCode.Usage, "  evidence")]
    [InlineData(ExitCode.Internal, "  Did you mean 'hosts'?")]
    [InlineData(ExitCode.Internal, "  Did you mean 'hosts'?", "-vv")]
    [InlineData(ExitCode.Internal, "  evidence", "-vvv")]
    public void The_evidence_comes_with_the_message_but_a_trace_with_vvv_only(ExitCode exit, string last, params string[] verbosity)
    {
        var command = new RootCommand();
        new OutputOptions().AddTo(command);
        using var shown = new StringWriter();
        var here = new Surroundings(TextWriter.Null, shown, Folder: "");

        OutputOptions.Of(command.Parse(verbosity), here).Print([Placed with { Exit = exit }], exit, here);

        Assert.EndsWith(last, shown.ToString().TrimEnd());
    }

    [Fact]
    public void A_host_is_named_once()
    {
        Assert.Equal("error DT4001: web1: Connection refused", ErrorText.ForPeople(Unplaced).First());
        Assert.Equal("error DT4001: web1 refused", ErrorText.ForPeople(Unplaced with { What = "web1 refused" }).First());
        Assert.Equal("error DT4001: b: echo before", ErrorText.ForPeople(Unplaced with { What = "echo before", Host = "b" }).First());
    }

    [Fact]
    public void MSBuild_gets_one_canonical_line_with_or_without_a_place()
    {
        Assert.Equal("deploy.yaml(3,1): error DT1007: Unknown key 'hots'. Did you mean 'hosts'?", ErrorText.ForMsBuild(Placed));
        Assert.Equal("dotnet-deploy : error DT4001: web1: Connection refused. Check the port", ErrorText.ForMsBuild(Unplaced));
        Assert.True(CanonicalErrorParser.Acts(ErrorText.ForMsBuild(Placed)));
        Assert.True(CanonicalErrorParser.Acts(ErrorText.ForMsBuild(Unplaced)));
    }
}
