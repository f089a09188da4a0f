using System.Security.Cryptography;
using System.Text;

namespace DeployTasks.Scripts;

/// <summary>The shell files of this folder, and how files are sent to hosts.</summary>
internal static class HostFiles
{
    public static string Read(string name)
    {
        using var stream = typeof(HostFiles).Assembly.GetManifestResourceStream($"DeployTasks.Scripts.Host.{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>A file in the folder where the shell is. Content cannot end its own here-document: nobody can guess the mark.</summary>
    public static string Here(string file, string content)
    {
        var mark = "E" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var end = content.EndsWith('\n') ? "" : "\n";
        return $"cat > {file} <<'{mark}' || exit 1\n{content}{end}{mark}\n";
    }
}
