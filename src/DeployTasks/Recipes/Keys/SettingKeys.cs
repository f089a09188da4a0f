using System.Collections.Immutable;

namespace DeployTasks.Recipes.Keys;

/// <summary>Settings the product itself reads, under <c>config:</c> and on a host alike; any other name is the user's own.</summary>
internal static class SettingKeys
{
    public static readonly ImmutableArray<Key> All =
    [
        Key("hostname", Shapes.Template, "Address of the host; default: its alias, up to a slash."),
        Key("remote_user", Shapes.Template, "User to log in as; default: what ssh_config says, else yours."),
        Key("port", Shapes.Number(1, 65535), "SSH port; default: what ssh_config says, else 22."),
        Key("connection", Shapes.Choice("ssh", "local"), "local runs on this machine, without SSH."),
        Key("transport", Shapes.Choice("auto", "openssh", "sshnet"), "Which SSH client; auto takes OpenSSH where it can."),
        Key("identity_file", Shapes.Template, "Private key; DEPLOY_SSH_KEY in the environment wins."),
        Key("config_file", Shapes.Template, "An ssh_config of its own (ssh -F)."),
        Key("known_hosts_file", Shapes.Template, "Trusted host keys; DEPLOY_KNOWN_HOSTS in the environment wins."),
        Key("forward_agent", Shapes.Flag, "Lends the ssh agent to the host; default: false."),
        Key("keep_alive", Shapes.Duration, "A dead connection is noticed after about this long."),
        Key("connect_timeout", Shapes.Duration, "How long connecting may take."),
        Key("become", Shapes.Template, "User that commands run as (sudo -n)."),
        Key("deploy_path", Shapes.Template, "Folder on the host that holds releases, shared and current; absolute."),
        Key("release_name", Shapes.Template, "Name of the new release; default: time and revision."),
        Key("current_path", Shapes.Template, "The symlink that is switched; default: {{deploy_path}}/current."),
        Key("keep_releases", Shapes.Number(1, 10_000), "How many complete releases cleanup leaves."),
        Key("branch", Shapes.Template, "Branch or tag for recipes that deploy a repository."),
        Key("shared_dirs", Texts, "Folders that outlive releases, relative to the release."),
        Key("shared_files", new AnyShape(), "Files that outlive releases, relative to the release."),
        Key("writable_dirs", Texts, "Folders the application writes to, relative to the release."),
        Key("writable_mode", Shapes.Choice("chmod", "chgrp", "chown", "acl", "skip"), "How they are made writable."),
        Key("service", Shapes.Template, "systemd unit that is restarted after the switch."),
        Key("restart", Shapes.Command, "Command that restarts the application, instead of service."),
        Key("health", new AnyShape(), "How to know that it serves: url or command, expect, timeout, interval."),
        Key("rollback_on_failure", Shapes.Flag, "Switch back when publishing fails; default: true."),
        Key("batch_wait", Shapes.Duration, "Pause between batches of --batch."),
        Key("default_timeout", Shapes.Duration, "Time-out of steps that name none; 0 is none."),
        Key("env", EnvironmentShapes.Variables, "Environment variables of every command."),
        Key("allow_loader_env", Shapes.Flag, "Permits variables such as LD_PRELOAD in env."),
    ];

    private static Shape Texts => new EitherShape(scalar: Shapes.Template, list: new ListShape(Shapes.Template, "a list of texts"));

    private static Key Key(string name, Shape shape, string about) => new(name, new SettingShape(shape), about);
}
