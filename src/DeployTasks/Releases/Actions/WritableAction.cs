using DeployTasks.Releases.Shell;

namespace DeployTasks.Releases.Actions;

/// <summary>Lets the application write where it must. Settings <c>writable_*</c>, with Deployer's names and meaning.</summary>
internal sealed class WritableAction(ReleaseScope scope, Layout layout, HostShell shell)
{
    public async Task<Outcome> RunAsync(CancellationToken cancel)
    {
        var settings = scope.Settings;
        var mode = settings.TextOr("writable_mode", "chmod")!;
        var directories = settings.List("writable_dirs").Select(dir => SafeName.Inside("writable_dirs", dir)).ToArray();
        if (mode is not ("chmod" or "chgrp" or "chown" or "acl" or "skip"))
        {
            throw new DeployException(Errors.UnknownWritableMode(mode));
        }

        if (directories.Length == 0 || mode == "skip")
        {
            return Outcome.Unchanged;
        }

        var script = layout.Script("writable")
            .With("release_name", settings.Text("release_name"))
            .With("mode", mode)
            .With("recursive", settings.Flag("writable_recursive", false) ? "-R" : "")
            .With("sudo", settings.Flag("writable_use_sudo", false) ? "sudo -n" : "")
            .With("force", settings.Flag("writable_acl_force", false))
            .With("bits", settings.TextOr("writable_chmod_mode", "0775")!)
            .With("user", mode is "chown" or "acl" ? settings.Text("http_user") : "")
            .With("group", mode is "chgrp" ? settings.Text("http_group") : "")
            .WithArguments(directories);
        return await shell.AskAsync(script, cancel) is { Error: { } error } ? Outcome.Failed(error) : Outcome.Done;
    }
}
