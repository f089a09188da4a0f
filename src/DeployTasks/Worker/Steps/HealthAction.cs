using DeployTasks.Connections;
using DeployTasks.Recipes;

namespace DeployTasks.Worker.Steps;

/// <summary>Asks an address or a command on the host again and again until it answers as expected.</summary>
internal sealed class HealthAction(StepScope scope)
{
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(15);

    public async Task<StepResult> RunAsync(HealthStep step, string title, CancellationToken cancel)
    {
        var probe = Probe(step);
        var command = scope.Command(step, probe.Script);
        if (step.Command is not null)
        {
            command = command with { Script = scope.Dotenv(step, command) + command.Script };
        }
        var limit = command.Timeout is { Ticks: > 0 } set ? set : TimeSpan.MaxValue;
        var began = scope.Clock.GetTimestamp();
        var last = "";
        while (true)
        {
            var left = limit - scope.Clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return Unhealthy(limit);
            }
            var output = new StepTail(scope.State.Secrets);
            var result = await scope.Session.RunAsync(
                command with { Timeout = left < LongestTry ? left : LongestTry }, output.Receive, cancel);
            if (probe.Accepts(result))
            {
                return StepResult.Done;
            }
            if (result.End is not (RemoteEnd.Exited or RemoteEnd.Signalled or RemoteEnd.TimedOut)
                || Dotenv.RefusalIn(result, output.Text) is not null)
            {
                return StepResult.Of(result, command, title, output.Text);
            }
            last = output.Text;
            if (scope.Clock.GetElapsedTime(began) is var waited && waited + step.Interval >= limit)
            {
                return Unhealthy(TimeSpan.FromMilliseconds(Math.Round(waited.TotalMilliseconds)));
            }
            await Task.Delay(Duration.ForTimer(step.Interval), scope.Clock, cancel);
        }

        StepResult Unhealthy(TimeSpan waited)
        {
            scope.Show(last);
            return StepResult.Failed(Errors.Unhealthy(title, probe.Expected, waited, limit, last));
        }
    }

    private HealthProbe Probe(HealthStep step)
    {
        var expect = step.Expect is { } text ? scope.Expand(text) : null;
        return step.Url is { } url
            ? HealthProbe.OfAddress(Address(scope.Expand(url)), expect)
            : HealthProbe.OfCommand(scope.Settings.Expand(step.Command ?? "", Quoting.Shell), expect);
    }

    private static Uri Address(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new DeployException(Errors.HealthAddressInvalid(url));
}
