using System.Buffers;
using System.Text;

namespace DeployTasks.Events;

/// <summary>
/// Every text that must never be shown. Grows while a run goes on (the answer to a hidden question is a secret from then
/// on) and may be used from any thread.
/// </summary>
public sealed class Secrets
{
    /// <summary>Shorter texts would mask half a log and are refused by those who take secrets in (DT8003).</summary>
    public const int MinimumLength = 4;

    private readonly Lock _gate = new();
    private readonly List<string> _texts = [];
    private volatile SecretMatcher? _matcher;

    public Secrets(params IEnumerable<string> texts) => Add(texts);

    /// <summary>Made when somebody asks: secrets often come in one by one.</summary>
    internal SecretMatcher Matcher
    {
        get
        {
            if (_matcher is { } made)
                return made;
            lock (_gate)
                return _matcher ??= new SecretMatcher(_texts.SelectMany(SecretForms.Of).DistinctBy(Convert.ToHexString));
        }
    }

    /// <summary>Whether a text can be masked; an empty one needs no masking.</summary>
    public static bool CanMask(string text) => text.Length == 0 || SecretForms.Lines(text).Any();

    public void Add(params IEnumerable<string> texts)
    {
        lock (_gate)
        {
            var before = _texts.Count;
            _texts.AddRange(texts.Except(_texts));
            if (_texts.Count > before)
                _matcher = null;
        }
    }

    /// <summary>Those that came in after the first <paramref name="known"/>, in the order in which they came.</summary>
    public IReadOnlyList<string> Since(int known)
    {
        lock (_gate)
            return _texts.Count == known ? [] : _texts[known..];
    }

    /// <summary>The secret and every other shape in which it could turn up.</summary>
    public static IEnumerable<string> Forms(string secret) => SecretForms.Of(secret)
        .Select(Encoding.UTF8.GetString).Prepend(secret).Where(form => !string.IsNullOrWhiteSpace(form)).Distinct();

    /// <summary>The text with every secret in it replaced by <c>***</c>.</summary>
    public string Mask(string text)
    {
        var masked = new ArrayBufferWriter<byte>(text.Length + 16);
        var masker = new Masker(this);
        masker.Write(Encoding.UTF8.GetBytes(text), masked);
        masker.Flush(masked);
        return Encoding.UTF8.GetString(masked.WrittenSpan);
    }
}
