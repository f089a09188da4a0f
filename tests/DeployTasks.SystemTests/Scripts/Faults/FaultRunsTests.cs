using DeployTasks.Lab;
using DeployTasks.Tests.Releases.Faults;

namespace DeployTasks.SystemTests.Scripts.Faults;

/// <summary>
/// Whatever fails at whatever instant: every script that was started ran once, its end is known to a second master, and the
/// listener was told of it exactly once.
/// </summary>
public class FaultRunsTests
{
    private const int Kill = 9;
    private const int Usual = 7;

    private static readonly string[] Faults =
        ["nothing", "master killed", "sessions cut", "master killed and sessions cut", "sshd restarted", "runner killed", "listener restarted"];

    [Fact]
    public async Task Nothing_is_lost_and_nothing_is_told_twice()
    {
        var random = Rounds.Today();
        await using var scene = await FaultScene.StartAsync();
        var seen = new SortedDictionary<string, int>();
        string[] order = [];
        for (var round = 1; round <= Rounds.Of(Usual); round++)
        {
            // Each of them as often as the others.
            var turn = (round - 1) % Faults.Length;
            order = turn == 0 ? [.. Faults.OrderBy(_ => random.Next())] : order;
            var fault = order[turn];
            // At any time of the run, or, however slow the machine is, at a time when scripts run: only then there is a runner to kill.
            var needsRunner = fault == "runner killed";
            var isLater = random.Next(2) == 0 || needsRunner;
            var delay = TimeSpan.FromMilliseconds(random.Next(needsRunner ? 1000 : 5000));
            using (var tool = scene.Launch())
            {
                var reading = scene.ReadAsync(tool);
                if (isLater)
                {
                    await scene.UntilOneRunsAsync(tool);
                }

                await Task.WhenAny(Task.Delay(delay), tool.WaitForExitAsync());
                await ActAsync(scene, tool.Id, fault, random);
                await reading.WaitAsync(TimeSpan.FromSeconds(90));
            }

            var where = $"round {round}: {fault} {delay.TotalSeconds:0.0} s after {(isLater ? "the first script" : "the start")}";
            var ends = await scene.SettleAsync(where);
            foreach (var end in ends)
            {
                seen[end] = seen.GetValueOrDefault(end) + 1;
            }

            TestContext.Current.SendDiagnosticMessage($"{where}: {string.Join(", ", ends)}");
        }

        TestContext.Current.SendDiagnosticMessage(
            $"{Rounds.Of(Usual)} rounds: {string.Join(", ", seen.Select(end => $"{end.Value} {end.Key}"))}");
        Assert.True(seen["finished"] > Rounds.Of(Usual));
    }

    private static async Task ActAsync(FaultScene scene, int master, string fault, Random random)
    {
        if (fault.StartsWith("master killed", StringComparison.Ordinal))
        {
            LabProcess.Signal(master, Kill);
        }

        if (fault.EndsWith("sessions cut", StringComparison.Ordinal))
        {
            scene.CutSessions();
        }

        switch (fault)
        {
            case "sshd restarted":
                await scene.RestartSshdAsync();
                break;
            case "runner killed":
                scene.KillOneRunner(random);
                break;
            case "listener restarted":
                await scene.RestartListenerAsync();
                break;
        }
    }
}
