namespace DeployTasks.Tool.GitHub;

/// <summary>Whatever goes wrong between GitHub and us, as a warning: nothing fails for it.</summary>
internal static class GitHubTrouble
{
    /// <returns>Null: all went well.</returns>
    public static async Task<Error?> OfAsync(Func<Task> calls)
    {
        try
        {
            await calls();
            return null;
        }
        catch (DeployException refused)
        {
            return refused.Errors[0];
        }
        catch (OperationCanceledException)
        {
            return Errors.GitHubTooSlow();
        }
        catch (Exception fault)
        {
            return Errors.GitHubUnreadable(fault.Message);
        }
    }
}
