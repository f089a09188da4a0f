using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.DeployTasks;

/// <summary>Settings to arguments to process, as with every tool of Cake.</summary>
internal sealed class DeployRunner(ICakeContext context, EventReader events) : Tool<DeploySettings>(
    context.FileSystem, context.Environment, new LeashedProcessRunner(events.Read), context.Tools)
{
    public DeployResult Run(DeployCommand command, DeploySettings settings)
    {
        settings.ToolPath ??= InPackage();
        var generated = RecipeJson.Write(settings, command, context.Environment.WorkingDirectory.FullPath);
        var file = generated is null ? null : System.IO.Path.GetTempFileName();
        try
        {
            if (file is not null)
            {
                File.WriteAllText(file, generated);
            }

            var process = RunProcess(settings, Arguments(command, settings, file ?? settings.Recipe?.MakeAbsolute(context.Environment).FullPath));
            using (process)
            {
                Wait(process, settings);
                settings.PostAction?.Invoke(process);
                if (settings.HandleExitCode?.Invoke(process.GetExitCode()) != true)
                {
                    ProcessExitCode(process.GetExitCode());
                }

                return events.Result(process.GetExitCode());
            }
        }
        finally
        {
            if (file is not null)
            {
                File.Delete(file);
            }
        }
    }

    protected override string GetToolName() => "Deploy";

    protected override IEnumerable<string> GetToolExecutableNames() => ["dotnet-deploy", "dotnet-deploy.exe"];

    protected override IDictionary<string, string?> GetEnvironmentVariables(DeploySettings settings)
    {
        var variables = new Dictionary<string, string?>(base.GetEnvironmentVariables(settings) ?? new Dictionary<string, string?>());
        foreach (var (key, answer) in settings.Answers)
        {
            // The environment is private to our user; arguments are anybody's.
            variables[global::DeployTasks.Prompts.AnswerName.Of(key)] = answer;
        }

        return variables;
    }

    private ProcessArgumentBuilder Arguments(DeployCommand command, DeploySettings settings, string? recipe)
    {
        var arguments = new ProcessArgumentBuilder();
        foreach (var word in command.Words)
        {
            arguments.AppendQuoted(word);
        }

        // The same settings serve every alias; what a command has no use for is left out.
        var (plans, rolls) = (command.Words[0] == "plan", command.Words[0] is "run" or "plan" or "rollback");
        if (!plans)
        {
            arguments.Append("--output json --leash --interactive never");
        }

        if (context.Log.Verbosity == Verbosity.Diagnostic)
        {
            arguments.Append("-vvv");
        }

        if (settings.NoHooks && rolls)
        {
            arguments.Append("--no-hooks");
        }

        (string Name, string? Value)[] given =
        [
            ("--file", recipe), ("--environment", settings.Environment), ("--select", settings.Select), ("--batch", rolls ? settings.Batch : null),
            ("--timeout", settings.Timeout is { } limit && !plans ? $"{(int)Math.Ceiling(limit.TotalSeconds)}s" : null),
        ];
        foreach (var (name, value) in given.Where(option => !string.IsNullOrEmpty(option.Value)))
        {
            arguments.AppendSwitchQuoted(name, value);
        }

        return arguments;
    }

    private static void Wait(IProcess process, DeploySettings settings)
    {
        if (settings.ToolTimeout is not { } limit)
        {
            process.WaitForExit();
        }
        else if (!process.WaitForExit((int)limit.TotalMilliseconds))
        {
            process.Kill();
            throw new CakeException($"Deploy: did not end within {limit}");
        }
    }

    // A build that was compiled (Cake.Frosting, Cake.Sdk) knows by the package's build file where that is; a script loads us from
    // lib/net10.0/ of the unpacked addin.
    private static FilePath? InPackage() => global::DeployTasks.CarriedTool.In(
        AppContext.GetData("Cake.DeployTasks.Tools") as string ?? System.IO.Path.Combine(typeof(DeployRunner).Assembly.Location, "..", "..", "..", "tools"));
}
