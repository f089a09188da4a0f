using DeployTasks.Recipes;
using DeployTasks.Wire;

namespace DeployTasks.Scripts;

/// <summary>Where scripts report besides their own connection: a <c>dotnet deploy listen</c> that hosts can reach.</summary>
/// <param name="Key">Shared with the listener; a host gets only the token of its own script.</param>
public sealed record ScriptListener(string Url, CallbackKey Key)
{
    public const string UrlSetting = "callback_url";
    public const string KeySetting = "callback_key";

    // A script without a time limit may take a week; the listener answers 410 after that.
    private static readonly TimeSpan TokenLife = TimeSpan.FromDays(7);

    /// <summary>Null when the recipe names none.</summary>
    /// <exception cref="DeployException">The address or the passphrase is none.</exception>
    public static ScriptListener? Of(Settings settings) => settings.TextOr(UrlSetting, null) is { Length: > 0 } url
        ? At(url, settings.TextOr(KeySetting, "")!)
        : null;

    /// <exception cref="DeployException">The address or the passphrase is none.</exception>
    public static ScriptListener At(string url, string passphrase)
    {
        Error?[] mistakes =
        [
            Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? null : Errors.BadCallbackUrl(url),
            passphrase.Length >= CallbackKey.ShortestPassphrase ? null : Errors.NoCallbackKey(),
        ];
        return mistakes.OfType<Error>().ToArray() is { Length: > 0 } errors
            ? throw new DeployException(errors)
            : new ScriptListener(url, CallbackKey.FromPassphrase(passphrase));
    }

    public ScriptCallback CallbackFor(string alias, ScriptJob job)
    {
        var caller = new Caller(alias, job.Id);
        var longest = (job.Timeout ?? TimeSpan.Zero) + TokenLife;
        return new ScriptCallback(caller, Key.TokenFor(caller, TimeProvider.System.GetUtcNow() + longest)) { Url = Url };
    }
}
