using DeployTasks.Connections;

namespace DeployTasks.Releases.Shell;

/// <summary>Runs our scripts on one host; one script is one round trip.</summary>
/// <param name="what">What a person calls the step, such as <c>deploy:lock</c>.</param>
internal sealed class HostShell(ReleaseScope scope, string what)
{
    /// <summary>No honest host answers with more; the manifest of 100,000 files has about half of it.</summary>
    private const int LongestAnswer = 32 << 20;

    public async Task<Answer> AskAsync(ShellScript script, CancellationToken cancel)
    {
        var output = new MemoryStream();
        var result = await scope.Host.RunAsync(Command(script), Collect, cancel);
        return Answered(result, output.ToArray());

        void Collect(bool isError, ReadOnlyMemory<byte> bytes)
        {
            if (!isError && output.Length < LongestAnswer)
            {
                output.Write(bytes.Span);
            }
        }
    }

    public async Task<Answer> SendAsync(ShellScript script, Func<Stream, CancellationToken, Task> write, CancellationToken cancel)
    {
        var result = await scope.Host.SendAsync(Command(script), write, cancel);
        return Answered(result, result.Out);
    }

    private RemoteCommand Command(ShellScript script) => new(script.ToString()) { As = scope.As, Timeout = scope.Timeout };

    private Answer Answered(RemoteResult result, byte[] output)
    {
        var answer = Answer.Of(result, output);
        return answer.IsSuccess ? answer : answer with { Error = HostFailure.Of(answer, scope, what) };
    }
}
