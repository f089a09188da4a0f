using System.Runtime.CompilerServices;
using DeployTasks.Tool;
using DeployTasks.Worker;

return args is ["worker", ..] ? Work(args[1..]) : await CommandLine.RunAsync(args, Surroundings.OfProcess());

// Not inlined: a worker starts 50 times on one machine and must not load what the command line needs.
[MethodImpl(MethodImplOptions.NoInlining)]
static int Work(string[] args) =>
    WorkerMain.Run(args, Console.OpenStandardInput(), Console.OpenStandardOutput(), Transports.SshNet);
