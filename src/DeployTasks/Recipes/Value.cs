using System.Collections.Immutable;

namespace DeployTasks.Recipes;

/// <summary>A setting. Immutable; text is always a template (see <see cref="Text.Literal"/>).</summary>
public abstract record Value
{
    public static readonly Value Null = new Nothing();
}

/// <summary>
/// Text whose <c>{{name}}</c> is expanded when it is used, never when it is stored. Text that came from a host, an
/// answer or the environment is data: it is stored escaped (<c>\{{</c>), so that a value is never expanded twice.
/// </summary>
public sealed record Text(string Template) : Value
{
    public static Text Literal(string text) => new(text.Replace("{{", "\\{{"));
}

/// <summary>A number as it was written, so that <c>1.10</c> stays <c>1.10</c>.</summary>
public sealed record Number(string Written) : Value;

public sealed record Flag(bool On) : Value;

/// <summary>A text that is masked wherever it could be shown. Never a template.</summary>
public sealed record Secret(string Plain) : Value
{
    public override string ToString() => "***";
}

public sealed record Items(ImmutableArray<Value> Values) : Value;

public sealed record Map(ImmutableSortedDictionary<string, Value> Entries) : Value;

public sealed record Nothing : Value;

/// <summary>What a variable of the environment should have given. Nobody set it, which is an error for whoever needs its text.</summary>
/// <param name="Why">With the place that names it.</param>
public sealed record Unset(Error Why) : Value;
