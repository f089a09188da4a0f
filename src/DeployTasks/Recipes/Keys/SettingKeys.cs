using System.Collections.Immutable;

namespace DeployTasks.Recipes.Keys;

/// <summary>Settings the product itself reads, under <c>config:</c> and on a host alike; any other name is the user's own.</summary>
internal static class SettingKeys
{
    public static readonly ImmutableArray<Key> All =
    [
        Key("hostname", Ruled("hostname"), "Address of the host; default: its alias, up to a slash."),
        Key("remote_user", Ruled("remote_user"), "User to log in as; default: what ssh_config says, else yours."),
        Key("port", Shapes.Number(1, 65535), "SSH port; default: what ssh_config says, else 22."),
        Key("connection", Shapes.Choice("ssh", "local"), "local runs on this machine, without SSH."),
        Key("transport", Shapes.Choice("auto", "openssh", "sshnet"), "Which SSH client; auto takes OpenSSH where it can."),
        Key("identity_file", Shapes.Template, "Private key; tried after DEPLOY_SSH_KEY of the environment."),
        Key("config_file", Shapes.Template, "An ssh_config of its own (ssh -F)."),
        Key("known_hosts_file", Shapes.Template, "Trusted host keys; DEPLOY_KNOWN_HOSTS in the environment wins."),
        Key("forward_agent", Shapes.Flag, "Lends the ssh agent to the host; default: false."),
        Key("keep_alive", Shapes.Duration, "A dead connection is noticed after about this long."),
        Key("connect_timeout", Shapes.Duration, "How long connecting may take."),
        Key("become", Ruled("become"), "User that commands run as (sudo -n)."),
        Key("deploy_path", Ruled("deploy_path"), "Folder on the host that holds releases, shared and current; absolute."),
        Key("release_name", Ruled("release_name"), "Name of the new release; default: time and revision."),
        Key("current_path", Shapes.Template, "The symlink that is switched; default: {{deploy_path}}/current."),
        Key("keep_releases", Shapes.Number(1, 10_000), "How many complete releases cleanup leaves."),
        Key("branch", Ruled("branch"), "Branch or tag for recipes that deploy a repository."),
        Key("shared_dirs", new RelativePathsShape(mayNest: false), "Folders that outlive releases, relative to the release."),
        Key("shared_files", SharedFiles, "Files that outlive releases, relative to the release."),
        Key("writable_dirs", new RelativePathsShape(mayNest: true), "Folders the application writes to, relative to the release."),
        Key("writable_mode", Shapes.Choice("chmod", "chgrp", "chown", "acl", "skip"), "How they are made writable."),
        Key("writable_chmod_mode", Shapes.Text, "Bits for chmod; default: 0775."),
        Key("writable_recursive", Shapes.Flag, "Also what lies in them; default: false."),
        Key("writable_acl_force", Shapes.Flag, "Sets an ACL that is there already; default: false."),
        Key("writable_use_sudo", Shapes.Flag, "With sudo -n; default: false."),
        Key("http_user", Shapes.Template, "Who runs the application, for chown and acl."),
        Key("http_group", Shapes.Template, "Its group, for chgrp."),
        Key("lock_wait", Shapes.Duration, "How long to wait for somebody else's lock; default: not at all."),
        Key("lock_message", Shapes.Template, "What others are told who meet the lock."),
        Key("lock_for", Shapes.Duration, "How long dotnet deploy lock holds it; default: 1h."),
        Key("lock_max_age", Shapes.Duration, "Age at which a lock counts as left behind, on hosts without flock; default: 1h."),
        Key("adopt", Shapes.Flag, "Takes over a deploy_path that Deployer or Capistrano laid out; default: false."),
        Key("deploy_again", Shapes.Flag, "Deploys an artifact that the host serves already; default: false."),
        Key("history_count", Shapes.Number(1, 10_000), "How many lines dotnet deploy history shows."),
        Key("service", Shapes.Template, "systemd unit that is restarted after the switch."),
        Key("restart", Shapes.Command, "Command that restarts the application, instead of service."),
        Key("health", StepKeys.Health, "How to know that it serves: url or command, expect, timeout, interval."),
        Key("rollback_on_failure", Shapes.Flag, "Switch back when publishing fails; default: true."),
        Key("batch_wait", Shapes.Duration, "Pause between batches of --batch."),
        Key("default_timeout", Shapes.Duration, "Time-out of steps that name none; 0 is none."),
        Key("scripts_path", Shapes.Template, "Where hosts keep scripts with status and log; default: ~/.deploytasks/scripts."),
        Key("keep_scripts", Shapes.Duration, "How long hosts keep what earlier scripts of a name have left; default: 30d, 0 is for ever."),
        Key("callback_url", Shapes.Template, "Address of dotnet deploy listen; detached scripts call it when they end."),
        Key("callback_key", Shapes.Text, "The passphrase it shares with us: {secret: DEPLOY_CALLBACK_KEY}."),
        Key("env", EnvironmentShapes.Settings, "Environment variables of every command."),
        Key("dotenv", Shapes.Template, "File on the host whose variables run, script and health get there; relative to the folder they run in."),
        Key("allow_loader_env", Shapes.Flag, "Permits variables such as LD_PRELOAD in env."),
    ];

    /// <summary>Settings that not every text may be the value of.</summary>
    public static IEnumerable<string> Judged => All.Where(key => key.Shape is SettingShape { IsJudged: true }).Select(key => key.Name);

    public static Error? Judge(string name, string text) =>
        (All.FirstOrDefault(key => key.Name == name)?.Shape as SettingShape)?.Judge(name, text);

    // A property: the list above is made before fields below it.
    private static Shape SharedFiles => new EitherShape(
        scalar: Shapes.Template,
        list: new ListShape(new EitherShape(scalar: Shapes.Template, map: new Table("shared file",
        [
            new("path", Shapes.Template, "Where it lies in the release.") { Required = true },
            new("content", new SettingShape(Shapes.Template), "What it holds; placeholders are filled in."),
            new("mode", Shapes.Mode, "Octal mode; default: 0600 for content of yours."),
            new("required", Shapes.Flag, "A missing one is an error before anything is changed."),
        ])), "a list of files"));

    private static ScalarShape Ruled(string name) => new("a text",
        text => SettingRules.Check(name, text.Text) is { } mistake ? throw new DeployException(mistake) : true,
        json => Shapes.WriteTypes(json, "string", "number", "boolean"));

    private static Key Key(string name, Shape shape, string about) => new(name, new SettingShape(shape), about);
}
