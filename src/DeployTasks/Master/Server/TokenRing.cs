using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace DeployTasks.Master.Server;

/// <summary>The tokens of the workers that live. Identity comes from here alone, never from what a request says.</summary>
internal sealed class TokenRing
{
    private const string Scheme = "Bearer ";
    private readonly ConcurrentDictionary<WorkerToken, byte> _tokens = new();

    /// <summary>What stands behind the scheme, when there is exactly one such header.</summary>
    public static string? BearerOf(IHeaderDictionary headers) =>
        headers.Authorization is [{ } authorization] && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[Scheme.Length..]
            : null;

    public WorkerToken Issue(string host)
    {
        var token = new WorkerToken(host);
        _tokens[token] = 0;
        return token;
    }

    public void Revoke(WorkerToken token) => _tokens.TryRemove(token, out _);

    /// <summary>The token of a host's worker, for a script that calls home from there.</summary>
    public WorkerToken? Of(string host) => _tokens.Keys.FirstOrDefault(token => token.Host == host);

    /// <summary>The worker that wrote this <c>Authorization</c> header; null when nobody of ours did.</summary>
    public WorkerToken? Find(string authorization)
    {
        var known = authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(known ? authorization[Scheme.Length..] : authorization));
        WorkerToken? found = null;
        foreach (var token in _tokens.Keys)
        {
            // No early exit: the time must not tell how many there are before the right one.
            found = token.Matches(hash) ? token : found;
        }
        return known ? found : null;
    }
}
