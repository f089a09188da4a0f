using System.Text.Json;
using DeployTasks.Connections;
using DeployTasks.Events;
using DeployTasks.Wire;

namespace DeployTasks.Worker;

/// <summary>The process of one host: commands in on stdin, events out on stdout, until stdin ends.</summary>
public static class WorkerMain
{
    // The far end kills what is left when our connection ends (design §3.15): nothing is worth waiting for longer.
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromMilliseconds(700);

    /// <param name="sshNet">Null where this build has no SSH.NET.</param>
    /// <returns>0 when the master ended stdin, else 8: the master is gone or speaks garbage.</returns>
    /// <exception cref="DeployException">It was not started by a master.</exception>
    public static int Run(string[] args, Stream stdin, Stream stdout, OpenConnection? sshNet)
    {
        var options = WorkerOptions.Read(args);
        Hardening.Apply();
        var end = new WorkerEnd();
        var events = new EventWriter(stdout, unread: () => end.Set(ExitCode.Internal));
        var pulse = new Pulse(() => events.Write(new Alive(options.Host)));
        events.Write(new WorkerStarted(options.Host, WireVersion.Own));
        var worker = new HostWorker(new MasterClient(options), events, sshNet, end.Set);
        var goodbye = new WorkerEnd();
        LightThread.Start(() =>
        {
            try
            {
                Receive(new LineReader(stdin), worker, end.Set);
                worker.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
            catch (Exception)
            {
                // Would abort the process: what breaks a goodbye does not change how the work went.
                end.Set(ExitCode.Internal);
            }

            goodbye.Set(ExitCode.Done);
        });

        // This thread keeps the time: a timer would start two more in every worker.
        ExitCode? exit;
        while ((exit = end.Wait(Pulse.Interval)) is null)
        {
            if (!pulse.Tick())
            {
                end.Set(ExitCode.Internal);
            }
        }

        // Who has heard the end says goodbye.
        goodbye.Wait(LongestGoodbye);
        return (int)exit.Value;
    }

    // A thread of its own: a read through the pool would wake two of its threads for every command.
    private static void Receive(LineReader commands, HostWorker worker, Action<ExitCode> stop)
    {
        try
        {
            while (commands.Read() is { } line)
            {
                worker.Receive(WireJson.ReadCommand(line));
            }
            stop(ExitCode.Done);
        }
        catch (Exception garbage) when (garbage is JsonException or InvalidDataException or IOException)
        {
            stop(ExitCode.Internal);
        }
    }
}
