using System.Text;
using DeployTasks.Events;
using DeployTasks.Planning;
using DeployTasks.Tool;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tests.Tool.GitHub;

/// <summary>A step of GitHub Actions with its two files, and the outputs of a run in it.</summary>
internal sealed class GitHubScene : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dt-github-");
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public Secrets Secrets { get; } = new();
    public Verbosity Verbosity { get; init; } = Verbosity.Normal;
    public Plan? Plan { get; set; }
    public bool OutIsFile { get; init; }
    public string Stdout => _out.ToString();
    public string Stderr => _error.ToString();
    public string OutputFile => Path.Combine(_folder.FullName, "output");
    public string SummaryFile => Path.Combine(_folder.FullName, "summary");
    public string Folder => _folder.FullName;
    public string Summary => File.ReadAllText(SummaryFile);
    public FakeRunner Runner => FakeRunner.Reading(Stdout);
    public Dictionary<string, string> Variables { get; } = new() { ["GITHUB_ACTIONS"] = "true" };

    public Surroundings Here
    {
        get
        {
            Variables.TryAdd("GITHUB_OUTPUT", OutputFile);
            Variables.TryAdd("GITHUB_STEP_SUMMARY", SummaryFile);
            Variables.TryAdd("GITHUB_WORKSPACE", Folder);
            return new Surroundings(_out, _error, Folder) { Environment = Variables, Secrets = Secrets, OutIsFile = () => OutIsFile };
        }
    }

    public void Play(params IEnumerable<Event> events)
    {
        using var outputs = new RunOutputs(new OutputChoice("github", Log: null, Verbosity), Here, Plan);
        foreach (var happened in events)
        {
            foreach (var sink in outputs.Sinks)
                sink.Handle(happened);
        }
    }

    public static Output Bytes(string host, string text) => new(host, OutputStream.Out, Encoding.UTF8.GetBytes(text));

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _out.Dispose();
        _error.Dispose();
    }
}
