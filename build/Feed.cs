using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DeployTasks.Build;

/// <summary>
/// What this machine's package feed can give, found out by restoring. Each question has a package cache of its own,
/// because a package that was restored once restores for ever (design §6). Another version than the pinned one is a no.
/// </summary>
internal sealed partial record Feed(bool Native, bool SshNet, bool Octokit)
{
    public static readonly string Runtime = $"{Platform}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    private static string Platform =>
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";

    /// <summary>With <c>--require-all</c> among the options (our own CI) anything that is missing ends the build.</summary>
    public static async Task<Feed> AskAsync(IReadOnlyList<string> options)
    {
        var native = CanRestoreAsync("native", $"<RuntimeIdentifier>{Runtime}</RuntimeIdentifier><PublishAot>true</PublishAot>", "");
        var sshNet = HasAsync("SSH.NET");
        var octokit = HasAsync("Octokit");
        var feed = new Feed(await native && Requirements.CanBeMet(Requirements.OfNativeCode), await sshNet, await octokit);
        feed.Announce();
        return feed is { Native: true, SshNet: true, Octokit: true } || !options.Contains("--require-all") ? feed
            : throw new BuildFailedException("the feed lacks what --require-all asks for");
    }

    /// <summary>MSBuild properties that make the build use what the feed has.</summary>
    public IEnumerable<string> Properties => [$"-p:WithSshNet={SshNet}", $"-p:WithOctokit={Octokit}"];

    /// <summary>What the tool's project compiles to.</summary>
    public string ToolCode => $"-p:ToolCode={(Native ? "Native" : "ReadyToRun")}";

    private void Announce()
    {
        Say.Line($"SSH.NET:   {(SshNet ? "yes" : "no, not on this feed: SSH goes through the OpenSSH client")}");
        Say.Line($"Octokit:   {(Octokit ? "yes" : "no, not on this feed: GitHub is spoken to through the small client")}");
        Say.Line($"NativeAOT: {(Native ? "yes" : "no, its net10.0 pack is not on this feed, or there is no C compiler: the tool is ReadyToRun code")}");
    }

    private static async Task<bool> HasAsync(string package)
    {
        var version = XDocument.Load(Repository.Path("Directory.Packages.props")).Descendants("PackageVersion")
            .SingleOrDefault(one => (string?)one.Attribute("Include") == package)?.Attribute("Version")?.Value;
        return version is not null
            && await CanRestoreAsync(package, "", $"<PackageReference Include=\"{package}\" Version=\"{version}\" />");
    }

    // Not there at all, not in this version, not for this platform, or only in another version. Anything else, such as a
    // network that is down, is no answer: a build without what it could not ask for would be green with fewer tests.
    [GeneratedRegex(@"\b(NU(1101|1102|1103|1603)|NETSDK1203)\b")]
    private static partial Regex NotThere();

    private static async Task<bool> CanRestoreAsync(string question, string properties, string item)
    {
        var folder = Directory.CreateTempSubdirectory("deploytasks-feed-").FullName;
        try
        {
            var project = Path.Combine(folder, "question.csproj");
            await File.WriteAllTextAsync(project, $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework><WarningsAsErrors>NU1603</WarningsAsErrors>{properties}</PropertyGroup>
                  <ItemGroup>{item}</ItemGroup>
                </Project>
                """);
            var (exit, output) = await Dotnet.CaptureAsync(
                "restore", project, "-v", "q", $"-p:RestorePackagesPath={Path.Combine(folder, "packages")}");
            return exit == 0 || (NotThere().IsMatch(output) ? false
                : throw new BuildFailedException($"the feed could not be asked for {question}:\n{output}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
