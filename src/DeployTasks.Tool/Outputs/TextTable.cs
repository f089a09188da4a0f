using System.Text;

namespace DeployTasks.Tool.Outputs;

/// <summary>Columns of plain text, as wide as their widest cell, two blanks apart.</summary>
internal static class TextTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [header, .. rows];
        var widths = Enumerable.Range(0, header.Count).Select(column => all.Max(row => row[column].Length)).ToArray();
        return all.Select(row => Line(row, widths));
    }

    private static string Line(IReadOnlyList<string> row, int[] widths)
    {
        var line = new StringBuilder();
        for (var column = 0; column < row.Count; column++)
            line.Append(row[column].PadRight(widths[column] + 2));
        return line.ToString().TrimEnd();
    }
}
