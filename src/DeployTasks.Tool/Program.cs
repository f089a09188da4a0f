using System.Runtime.CompilerServices;
using DeployTasks;
using DeployTasks.Tool;
using DeployTasks.Tool.Outputs;
using DeployTasks.Worker;
using Microsoft.Win32.SafeHandles;

return args is ["worker", ..] ? Work(args[1..]) : await CommandLine.RunAsync(args, Surroundings.OfProcess());

// Not inlined: a worker starts 50 times on one machine and must not load what the command line needs.
[MethodImpl(MethodImplOptions.NoInlining)]
static int Work(string[] args)
{
    try
    {
        return OperatingSystem.IsWindows()
            ? WorkerMain.Run(args, Console.OpenStandardInput(), Console.OpenStandardOutput(), Transports.SshNet)
            : WorkerMain.Run(args, Pipe(0, FileAccess.Read), Pipe(1, FileAccess.Write), Transports.SshNet);
    }
    catch (DeployException byHand)
    {
        return Refuse(byHand.Errors[0]);
    }
}

static int Refuse(Error error)
{
    foreach (var line in ErrorText.ForPeople(error))
        Console.Error.WriteLine(line);
    return (int)error.Exit;
}

// The console would look for a terminal first and start a thread for its signals.
static FileStream Pipe(int number, FileAccess access) => new(new SafeFileHandle(number, ownsHandle: false), access, bufferSize: 0);
