namespace DeployTasks.Tests.Events;

/// <summary>What a host could print to give commands to the CI system that shows it.</summary>
internal static class HostileLines
{
    private static readonly string[] Commands =
    [
        "set-output name=v;", "set-output name=v", "add-mask", "stop-commands", "error file=a.c,line=1", "warning", "notice", "debug",
        "group", "endgroup", "save-state name=x", "add-matcher", "remove-matcher owner=x", "echo", "add-path", "set-env name=X",
    ];

    private static readonly string[] Before = ["", " ", "\t", "\u00a0", "\u0085", "\u3000", "10%\r", "text ", "#", "\u001b[31m", "\0", "ok\n", "\u2028"];

    /// <summary>Both forms of GitHub's commands, behind everything its parser passes over.</summary>
    public static IEnumerable<string> ForGitHub =>
        from before in Before
        from command in Commands
        from line in new[] { $"{before}##[{command}]evil", $"{before}::{command}::evil" }
        select line;

    /// <summary>Azure, TeamCity, GitLab: the line and its mark.</summary>
    public static IEnumerable<(string Line, string Mark)> ForOthers =>
    [
        ("##vso[task.setvariable variable=x]y", "##vso["),
        ("done ##VSO[task.complete result=Failed;]", "##VSO["),
        ("##teamcity[buildStatus status='FAILURE']", "##teamcity["),
        ("section_start:1560896352:my_section\r\u001b[0KHeader", "section_start:"),
        ("section_end:1560896352:my_section", "section_end:"),
        ("###[error]x", "##["),
    ];

    public static IEnumerable<string> ForMsBuild =>
    [
        "x.c(1,2): error C1: boom", "x.c(1) : warning : boom", "error: boom", "ERROR CS1002 : ; expected",
        "tool : fatal error LNK1120: unresolved", "C:\\a b\\x.cs(3,5): error  CS1: y", "error\t: boom",
    ];

    public static IEnumerable<string> All => [.. ForGitHub, .. ForOthers.Select(one => one.Line), .. ForMsBuild];
}
