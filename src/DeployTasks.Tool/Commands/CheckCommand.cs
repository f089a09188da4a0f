using System.CommandLine;
using DeployTasks.Recipes;
using DeployTasks.Tool.Options;
using DeployTasks.Tool.Outputs;

namespace DeployTasks.Tool.Commands;

internal static class CheckCommand
{
    // Everything a deployment needs of a host, in one round trip. What is only nice to have is said and does not fail.
    private const string Script = """
        echo "logged in as $(id -un) on $(uname -n), $(uname -sr)"
        path={{deploy_path}}
        while [ ! -d "$path" ] && [ "$path" != / ] && [ "$path" != . ]; do path=$(dirname "$path"); done
        if [ -w "$path" ]; then echo "can write to $path"; else echo "cannot write to $path" >&2; failed=1; fi
        df -Pk "$path" | awk 'NR == 2 { printf "%d MiB free on %s\n", $4 / 1024, $6 }'
        service={{service}}
        if [ "$(id -u)" = 0 ]; then :
        elif [ -z "$service" ]; then sudo -n true 2>/dev/null && echo "may use sudo" || echo "may not use sudo without a password"
        elif sudo -n -l systemctl restart "$service" >/dev/null 2>&1; then echo "may restart $service"
        else echo "may not: sudo -n systemctl restart $service" >&2; failed=1; fi
        for tool in tar gzip mv ln; do
            command -v $tool >/dev/null || { echo "needs $tool, which is not there" >&2; failed=1; }
        done
        for tool in flock setsid sha256sum curl; do
            command -v $tool >/dev/null || echo "has no $tool: does without"
        done
        exit ${failed:-0}
        """;

    // A recipe that deploys nothing needs no deploy_path: then the folder a login begins in is looked at.
    private static Settings Usual => Settings.Empty.With("deploy_path", new Text(".")).With("service", new Text(""));

    public static Command Create(Surroundings here)
    {
        var options = new RunOptionSet(here);
        var knownHosts = new Switch("--known-hosts")
        {
            Description = "Prints the known_hosts lines of the hosts, to compare and pin",
        };
        var command = new Command("check", "Connects to every host and looks at host keys, sudo, disk and tools")
        {
            knownHosts,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            var recipe = OwnTask.In(options.Recipe.Read(parsed), "check", new RunStep(new Place("check"), Script));
            var request = options.Plan.Request(parsed, "check");
            return parsed.GetValue(knownHosts)
                ? KnownHosts.PrintAsync(OwnTask.HostsOf(recipe, request), here, cancel)
                : options.Compose(parsed, leastShown: Verbosity.Output).RunAsync(recipe, request, new OwnRun { Usual = Usual, GoesOnWithTheReached = true });
        });
        return command;
    }
}
