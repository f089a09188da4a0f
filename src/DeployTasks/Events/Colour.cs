using System.Numerics;

namespace DeployTasks.Events;

/// <summary>The one kind of terminal sequence that may stay in a log: <c>ESC [ digits and separators m</c>.</summary>
internal static class Colour
{
    public const int Incomplete = -1;
    private const int Longest = 64;

    /// <summary>Length of the colour sequence the text begins with; 0: it is none; -1: more text must decide.</summary>
    public static int LengthAt<T>(ReadOnlySpan<T> text)
        where T : IBinaryInteger<T>
    {
        for (var i = 0; i < text.Length && i < Longest; i++)
        {
            var value = int.CreateTruncating(text[i]);
            if (i > 1 && value == 'm')
                return i + 1;
            var fits = i switch { 0 => value == 0x1b, 1 => value == '[', _ => value is >= '0' and <= ';' };
            if (!fits)
                return 0;
        }
        return text.Length < Longest ? Incomplete : 0;
    }
}
