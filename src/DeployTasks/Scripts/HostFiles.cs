using System.Text;

namespace DeployTasks.Scripts;

/// <summary>The shell files of this folder, as they are sent to hosts.</summary>
internal static class HostFiles
{
    public static string Read(string name)
    {
        using var stream = typeof(HostFiles).Assembly.GetManifestResourceStream($"DeployTasks.Scripts.Host.{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
