namespace Cake.DeployTasks;

/// <summary>One host of a deployment.</summary>
public sealed class DeployHost
{
    /// <summary>Name or address; null: the alias.</summary>
    public string? Hostname { get; set; }

    /// <summary>Login user; null: what ssh would use.</summary>
    public string? RemoteUser { get; set; }

    /// <summary>1 to 65535; null: 22, or what the ssh configuration says.</summary>
    public int? Port { get; set; }

    /// <summary>Folder on the host that holds the releases.</summary>
    public string? DeployPath { get; set; }

    /// <summary>Labels that selectors look at.</summary>
    public IDictionary<string, string> Labels { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Any other setting by its name in a recipe.</summary>
    public IDictionary<string, object> Settings { get; } = new Dictionary<string, object>(StringComparer.Ordinal);
}
