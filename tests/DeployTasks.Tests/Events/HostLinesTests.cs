using System.Text;
using DeployTasks.Events;

namespace DeployTasks.Tests.Events;

public class HostLinesTests
{
    private readonly List<string> _shown = [];
    private readonly HostLines _output;

    public HostLinesTests() => _output = new HostLines(new Secrets("hunter22"), (_, line) => _shown.Add(line));

    private List<string> Show(params byte[][] chunks)
    {
        foreach (var chunk in chunks)
            _output.Write(OutputStream.Out, chunk);
        _output.EndStep();
        return _shown;
    }

    private List<string> Show(params string[] chunks) => Show([.. chunks.Select(Encoding.UTF8.GetBytes)]);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n")]
    [InlineData("\v")]
    [InlineData("\f")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    public void Every_kind_of_line_break_ends_a_line(string lineBreak) =>
        Assert.Equal(["a", "b"], Show($"a{lineBreak}b"));

    [Fact]
    public void A_line_break_cut_in_two_is_one() => Assert.Equal(["a", "b"], Show("a\r", "\nb"));

    [Fact]
    public void Empty_lines_and_a_line_0_are_kept() => Assert.Equal(["", "0", "", " ", "x"], Show("\n0\n\n \nx\n"));

    [Fact]
    public void A_character_cut_in_two_is_whole_and_only_the_bad_byte_is_replaced() =>
        Assert.Equal(["ü \ufffd €"], Show([0xc3], [0xbc, (byte)' ', 0xff, (byte)' ', 0xe2, 0x82], [0xac]));

    [Fact]
    public void A_secret_cut_in_two_is_masked() => Assert.Equal(["pw ***!"], Show("pw hun", "ter22!\n"));

    [Fact]
    public void A_line_without_end_is_shown_in_pieces_of_64_KiB() =>
        Assert.Equal([65536, 65536, 8928], Show(new string('x', 70_000), new string('x', 70_000)).Select(line => line.Length));

    [Fact]
    public void A_flood_shows_its_beginning_and_its_last_lines()
    {
        var lines = Show(string.Concat(Enumerable.Range(1, 12_000).Select(i => $"{i}\n")));

        Assert.Equal(10_021, lines.Count);
        Assert.Equal("10000", lines[9_999]);
        Assert.Equal("... 1980 lines left out; --log FILE keeps all of them ...", lines[10_000]);
        Assert.Equal("12000", lines[^1]);
    }

    [Fact]
    public void A_hundred_megabytes_without_a_line_break_do_not_fill_the_memory()
    {
        var kept = 0L;
        var output = new HostLines(new Secrets(), (_, line) => kept += line.Length);
        var chunk = new byte[1 << 16];
        Array.Fill(chunk, (byte)'x');

        for (var i = 0; i < 1600; i++)
            output.Write(OutputStream.Out, chunk);
        output.EndStep();

        Assert.InRange(kept, 1 << 20, 8 << 20);
    }

    [Theory]
    [InlineData("\u001b[31mred", "\u001b[31mred\u001b[0m")]
    [InlineData("\u001b[31mred\u001b[0m", "\u001b[31mred\u001b[0m")]
    [InlineData("\u001b]52;c;ZXZpbA==\u0007", "\\x1b]52;c;ZXZpbA==\\x07")]
    [InlineData("\u001b[2A\u001b[2Kup", "\\x1b[2A\\x1b[2Kup")]
    [InlineData("\u009b31m", "\\x9b31m")]
    [InlineData("a\u202eb\u2066c", "a\\u202eb\\u2066c")]
    [InlineData("a\bb\0c\u007f", "a\\x08b\\x00c\\x7f")]
    [InlineData("tab\tstays", "tab\tstays")]
    public void Only_colours_reach_the_terminal(string text, string shown) => Assert.Equal([shown], Show(text));

    [Fact]
    public void A_colour_cut_in_two_is_whole() => Assert.Equal(["\u001b[1;31mx\u001b[0m"], Show("\u001b[1;", "31mx"));
}
