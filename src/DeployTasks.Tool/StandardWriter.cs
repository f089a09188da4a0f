using System.Text;

namespace DeployTasks.Tool;

/// <summary>Our stdout or stderr, which may be closed or lead to a full disk: that is no fault of ours.</summary>
/// <param name="unwritten">Hears why something was not written.</param>
internal sealed class StandardWriter(TextWriter to, Action<string> unwritten) : TextWriter
{
    public override Encoding Encoding => to.Encoding;

    public override void Write(char value) => Try(() => to.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => to.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => to.Write(value));

    public override void WriteLine(string? value) => Try(() => to.WriteLine(value));

    public override void Flush() => Try(to.Flush);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException full)
        {
            unwritten(full.Message);
        }
        catch (UnauthorizedAccessException)
        {
            unwritten("it is closed");
        }
    }
}
