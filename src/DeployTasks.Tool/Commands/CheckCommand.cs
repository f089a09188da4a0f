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
        path={{check_path}}
        while [ ! -d "$path" ] && [ "$path" != / ] && [ "$path" != . ]; do path=$(dirname "$path"); done
        if [ -w "$path" ]; then echo "can write to $path"; else echo "cannot write to $path" >&2; failed=1; fi
        df -Pk "$path" | awk 'NR == 2 { printf "%d MiB free on %s\n", $4 / 1024, $6 }'
        for tool in tar gzip mv ln; do
            command -v $tool >/dev/null || { echo "needs $tool, which is not there" >&2; failed=1; }
        done
        for tool in flock setsid sha256sum curl; do
            command -v $tool >/dev/null || echo "has no $tool: does without"
        done
        exit ${failed:-0}
        """;

    public static Command Create(Surroundings here)
    {
        var options = new RunOptionSet(here);
        var knownHosts = new Option<bool>("--known-hosts") { Description = "Prints the known_hosts lines of the hosts, to compare and pin" };
        var command = new Command("check", "Connects to every host and looks at host keys, sudo, disk and tools") { knownHosts };
        options.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            var place = new Place("check");
            var recipe = options.Recipe.Read(parsed);
            var request = options.Plan.Request(parsed, "check");
            request = request with { Options = request.Options.SetItem("check_path", new Text("{{deploy_path}}")) };
            var withPath = recipe with { Config = recipe.Config.ContainsKey("deploy_path") ? recipe.Config : recipe.Config.Add("deploy_path", new Text(".")) };
            var plan = OwnTask.Plan(withPath, request, new RunStep(place, Script));
            return parsed.GetValue(knownHosts)
                ? KnownHosts.PrintAsync(plan.Hosts, here, cancel)
                : options.Compose(parsed, leastShown: Verbosity.Output).RunAsync(plan);
        });
        return command;
    }
}
