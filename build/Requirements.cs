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
    public static readonly Requirement[] OfDemo =
    [
        new("sshd", "openssh-server"),
        new("ssh", "openssh-client"),
        new("curl", "curl"),
    ];

    public static readonly Requirement[] OfTests =
    [
        .. OfDemo,
        new("busybox", "busybox-static"),
        new("tcsh", "tcsh"),
        new("fish", "fish"),
        new("sudo", "sudo"),
        new("strace", "strace"),
        new("rsync", "rsync"),
        new("git", "git"),
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

    // Debian starts a server as soon as it is installed, and nobody has asked for one on port 22 or 80.
    private const string Install = """
        policy=/usr/sbin/policy-rc.d
        if [ ! -e $policy ]; then
          trap 'rm -f $policy' EXIT
          trap 'exit 1' HUP INT TERM
          printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy
        fi
        apt-get update -q && apt-get install -y --no-install-recommends "$@"
        """;

    /// <summary>Whether all of them are here, or can be installed.</summary>
    public static bool CanBeMet(IEnumerable<Requirement> requirements) =>
        !OperatingSystem.IsLinux() || MayInstall || requirements.All(one => one.IsMet);

    /// <summary>Installs what is missing when it may, else says how to.</summary>
    public static async Task EnsureAsync(IEnumerable<Requirement> requirements)
    {
        var missing = requirements.Where(one => !one.IsMet).SelectMany(one => one.Packages).ToArray();
        if (missing.Length == 0 || !OperatingSystem.IsLinux())
        {
            return;
        }

        if (!MayInstall)
        {
            throw new BuildFailedException($"this machine lacks {string.Join(", ", missing)}; run: sudo apt-get install {string.Join(' ', missing)}");
        }

        Say.Line($"installing {string.Join(", ", missing)}");
        await Child.RunAsync("env", [.. Elevation!, "sh", "-c", Install, "sh", .. missing]);
    }

    // By root, or in CI with sudo.
    private static bool MayInstall => Elevation is not null && new Requirement("apt-get", "apt").IsMet;

    private static string[]? Elevation =>
        Environment.IsPrivilegedProcess ? ["DEBIAN_FRONTEND=noninteractive"]
        : Environment.GetEnvironmentVariable("CI") is "true" ? ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive"]
        : null;
}
