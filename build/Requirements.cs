namespace DeployTasks.Build;

/// <summary>A program that tests, demo and benchmarks use, and the Debian packages that bring it.</summary>
internal sealed record Requirement(string Program, params string[] Packages)
{
    public bool IsMet => Folders.Any(folder => File.Exists(Path.Combine(folder, Program)));

    // Debian's PATH of an ordinary user lacks sbin, where sshd lives.
    private static IEnumerable<string> Folders =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin", "/usr/local/sbin"]);
}

internal static class Requirements
{
    public static readonly Requirement[] OfTests =
    [
        new("sshd", "openssh-server"),
        new("ssh", "openssh-client"),
        new("busybox", "busybox-static"),
        new("tcsh", "tcsh"),
        new("fish", "fish"),
        new("sudo", "sudo"),
        new("strace", "strace"),
        new("rsync", "rsync"),
        new("git", "git"),
        new("curl", "curl"),
        new("wget", "wget"),
        // The program of the same name is in python3-minimal too, which lacks most modules.
        new("pydoc3", "python3"),
        new("nginx", "nginx"),
        new("node", "nodejs"),
        new("npm", "npm"),
    ];

    public static readonly Requirement[] OfNativeCode =
    [
        new("gcc", "gcc"),
        new("ld", "binutils"),
        // Comes with what every C program is linked with, which gcc only recommends.
        new("gencat", "libc6-dev"),
    ];

    /// <summary>Installs what is missing when it may (root, or CI with sudo), else says how to.</summary>
    public static async Task EnsureAsync(IEnumerable<Requirement> requirements)
    {
        var missing = requirements.Where(one => !one.IsMet).SelectMany(one => one.Packages).ToArray();
        if (missing.Length == 0 || !OperatingSystem.IsLinux())
        {
            return;
        }

        string[] install = ["apt-get", "install", "-y", "--no-install-recommends", .. missing];
        if (Elevation is not { } elevation || !new Requirement("apt-get", "apt").IsMet)
        {
            throw new BuildFailedException($"this machine lacks {string.Join(", ", missing)}; run: sudo {string.Join(' ', install)}");
        }

        Say.Line($"installing {string.Join(", ", missing)}");
        await Child.RunAsync("env", [.. elevation, "apt-get", "update", "-q"]);
        await Child.RunAsync("env", [.. elevation, .. install]);
    }

    private static string[]? Elevation =>
        Environment.IsPrivilegedProcess ? ["DEBIAN_FRONTEND=noninteractive"]
        : Environment.GetEnvironmentVariable("CI") is "true" ? ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive"]
        : null;
}
