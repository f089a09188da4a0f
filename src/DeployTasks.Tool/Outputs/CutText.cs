using Spectre.Console;
using Spectre.Console.Rendering;

namespace DeployTasks.Tool.Outputs;

/// <summary>One line of a table, cut where there is no room for it and never wrapped.</summary>
internal sealed class CutText(string text) : Renderable
{
    private readonly Segment _whole = new(text);

    protected override Measurement Measure(RenderOptions options, int maxWidth) =>
        new(Math.Min(1, text.Length), Math.Min(_whole.CellCount(), maxWidth));

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        text.Length == 0 ? [] : Segment.SplitOverflow(_whole, Overflow.Ellipsis, maxWidth).Take(1);
}
