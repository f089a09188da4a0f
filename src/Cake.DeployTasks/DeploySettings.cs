using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.DeployTasks;

/// <summary>What to deploy, where, and how. Everything that stands in the recipe file may stay there.</summary>
public sealed class DeploySettings : ToolSettings
{
    /// <summary>Recipe file. With <see cref="Hosts"/> or <see cref="Settings"/> it is imported by a generated one.</summary>
    public FilePath? Recipe { get; set; }

    /// <summary>Environment of the recipe, such as <c>production</c>.</summary>
    public string? Environment { get; set; }

    /// <summary>Selector of hosts, such as <c>role=web &amp; stage=prod</c>; null: all.</summary>
    public string? Select { get; set; }

    /// <summary>Size of a batch of rolling tasks: <c>N</c> or <c>N%</c>.</summary>
    public string? Batch { get; set; }

    /// <summary>Limit of the whole run; null: none. The time limit of a single step is the recipe's.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Folder or archive to deploy; null: what the recipe says.</summary>
    public Cake.Core.IO.Path? Artifact { get; set; }

    /// <summary>Hosts by alias.</summary>
    public IDictionary<string, DeployHost> Hosts { get; } = new Dictionary<string, DeployHost>(StringComparer.Ordinal);

    /// <summary>Settings of all hosts by name, such as <c>deploy_path</c>; text, numbers, booleans and lists.</summary>
    public IDictionary<string, object> Settings { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>Answers to the recipe's questions by key. They are handed on in the environment and never shown.</summary>
    public IDictionary<string, string> Answers { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Runs without the hooks of the recipe.</summary>
    public bool NoHooks { get; set; }
}
