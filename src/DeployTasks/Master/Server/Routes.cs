using System.Text.Json;
using DeployTasks.Events;
using DeployTasks.Prompts;
using DeployTasks.Wire;

namespace DeployTasks.Master.Server;

/// <summary>One request of a worker that is who it says it is.</summary>
/// <param name="Host">The host its token names.</param>
internal sealed record Call(string Host, ReadOnlyMemory<byte> Body, CancellationToken Ended);

/// <param name="Rogue">Told about a worker that speaks for another host.</param>
/// <param name="Bell">Told about a script that has called home.</param>
internal sealed record Alarms(Action<Error> Rogue, Action<Caller> Bell);

/// <summary>The route table: what the server does, as opposed to whom it lets in.</summary>
internal sealed class Routes(SettingsStore settings, IAnswers answers, Action<Event> post, Alarms alarms)
{
    public SettingsStore Settings => settings;

    public static readonly byte[] Nothing = "{}"u8.ToArray();

    public void Ring(Caller caller)
    {
        alarms.Bell(caller);
        post(new Said(caller.Host, SaidLevel.Debug, $"script {caller.Script} has called home"));
    }

    /// <summary>Null for a path that is not one of ours, byte for byte: nothing is decoded and no dots are folded.</summary>
    public Func<Call, Task<byte[]>>? Find(string target) => target switch
    {
        "/load" => LoadAsync,
        "/save" => SaveAsync,
        "/proxy" => ProxyAsync,
        _ => null,
    };

    private Task<byte[]> LoadAsync(Call call)
    {
        var request = Read(call, WireJson.ReadLoadRequest);
        RefuseForeign(call, request.Host);
        return Task.FromResult(WireJson.Write(new LoadResponse(settings.Load(call.Host))));
    }

    private Task<byte[]> SaveAsync(Call call)
    {
        var request = Read(call, WireJson.ReadSaveRequest);
        RefuseForeign(call, request.Host);
        return settings.Save(request) is { } error ? throw RefusedException.Because(403, error) : Task.FromResult(Nothing);
    }

    private async Task<byte[]> ProxyAsync(Call call)
    {
        var request = Read(call, WireJson.ReadProxyRequest);
        RefuseForeign(call, request.Host);
        var kind = ProxyFunctions.KindOf(request.Function)
            ?? throw new RefusedException(403, Errors.FunctionNotAllowed(call.Host, request.Function).What);
        if (kind != request.Arguments.Kind)
        {
            throw RefusedException.Because(400, Errors.InvalidRequest());
        }
        var result = await answers.AnswerAsync(call.Host, request.Arguments, call.Ended);
        if (result.Error is { } error)
        {
            throw new RefusedException(409, $"{error.What}. {error.Next}")
            {
                Ending = error.Exit is ExitCode.Interrupted or ExitCode.Terminated or ExitCode.TimedOut ? error.Exit : null,
            };
        }
        post(new QuestionAnswered(call.Host, request.Arguments.Key, result.Source));
        return WireJson.Write(new ProxyResponse(result.Answer));
    }

    private static T Read<T>(Call call, Func<ReadOnlyMemory<byte>, T> read)
    {
        try
        {
            return read(call.Body);
        }
        catch (JsonException)
        {
            throw RefusedException.Because(400, Errors.InvalidRequest());
        }
    }

    private void RefuseForeign(Call call, string named)
    {
        if (named != call.Host)
        {
            var error = Errors.ForeignHost(call.Host, named);
            alarms.Rogue(error);
            throw RefusedException.Because(403, error);
        }
    }
}
