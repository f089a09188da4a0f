namespace DeployTasks.Tool;

/// <summary>.NET's console switches the keypad of a terminal to application mode as soon as it is used, and never back.</summary>
internal static class Keypad
{
    private const string Normal = "\u001b[?1l\u001b>";

    public static void Release(Surroundings here)
    {
        if (OperatingSystem.IsWindows() || here is not { OutIsTerminal: true, HasCursor: true })
            return;
        try
        {
            here.Out.Write(Normal);
        }
        catch (DeployException)
        {
            // The terminal has gone.
        }
    }
}
