using System.Text;
using DeployTasks.Wire;

namespace DeployTasks.Tests.Wire;

public class LineReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Lines_come_whole_however_the_bytes_arrive(int chunk)
    {
        var longLine = new string('x', 70_000);
        var reader = new LineReader(new Dribble($"one\n\n{longLine}\nlast\nno line", chunk));
        Assert.Equal(["one", "", longLine, "last"], ReadAll(reader));
    }

    [Fact]
    public void A_line_over_the_limit_is_an_error_and_memory_stays_flat()
    {
        var reader = new LineReader(new Dribble(new string('x', 1_000_000), 4096), limit: 32 * 1024);
        Assert.Throws<InvalidDataException>(() => ReadAll(reader));
    }

    private static List<string> ReadAll(LineReader reader)
    {
        var lines = new List<string>();
        while (reader.Read() is { } line)
        {
            lines.Add(Encoding.UTF8.GetString(line));
        }
        return lines;
    }

    private sealed class Dribble(string text, int chunk) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override int Read(Span<byte> destination) => base.Read(destination[..Math.Min(chunk, destination.Length)]);
    }
}
