using DeployTasks.Lab;

namespace DeployTasks.SystemTests.Releases.Faults;

/// <summary>What somebody finds who looks at a host through <c>current</c>.</summary>
internal static class Visitor
{
    /// <summary>Null when it is a complete release whose every file is what its manifest says, or nothing was ever served.</summary>
    public static string? Problem(LabHost host)
    {
        const string Script = "cd \"$1\" 2>/dev/null || exit 0; [ -L current ] || exit 0; cd current/ || { echo current leads nowhere; exit 1; }; "
            + "read -r d <.complete || { echo incomplete; exit 1; }; [ \"$(sha256sum <.dep/manifest)\" = \"$d  -\" ] || { echo another manifest; exit 1; }; "
            + "sed -n 's/^f [0-7]* //p' .dep/manifest | sha256sum -c --quiet 2>&1";
        using var check = LabProcess.Start("sh", ["-c", Script, "sh", host.DeployPath]);
        var said = check.StandardOutput.ReadToEnd();
        check.WaitForExit();
        return check.ExitCode == 0 ? null : $"{host.Alias}: {said}";
    }
}
