using System.Runtime.CompilerServices;
using DeployTasks.Tool;
using DeployTasks.Worker;

return args is ["worker", ..] ? await WorkAsync(args[1..]) : await CommandLine.RunAsync(args, Surroundings.OfProcess());

// Not inlined: a worker starts 50 times on one machine and must not load what the command line needs.
[MethodImpl(MethodImplOptions.NoInlining)]
static Task<int> WorkAsync(string[] args) =>
    WorkerMain.RunAsync(args, Console.OpenStandardInput(), Console.OpenStandardOutput(), Transports.SshNet);
