using System.Security.Cryptography;

namespace DeployTasks.Tool.Outputs.GitHub;

/// <summary>The files by which a step hands its outputs and its summary to the runner. They may be missing.</summary>
/// <param name="complain">Hears of a file that cannot be written; a deployment does not fail for it.</param>
internal sealed class RunnerFiles(Surroundings here, Action<Error> complain)
{
    /// <summary>The delimiter is new every time: a value cannot end itself and begin another output.</summary>
    public void SetOutput(string name, string value)
    {
        var delimiter = $"end-{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        Append("GITHUB_OUTPUT", _ => $"{name}<<{delimiter}\n{value}\n{delimiter}\n");
    }

    /// <param name="summary">Gets the bytes that are there already: the limit is one for the whole step.</param>
    public void AddSummary(Func<long, string> summary) => Append("GITHUB_STEP_SUMMARY", summary);

    private void Append(string variable, Func<long, string> text)
    {
        if (here.Environment.GetValueOrDefault(variable) is not { Length: > 0 } path)
            return;
        try
        {
            var file = new FileInfo(path);
            File.AppendAllText(path, text(file.Exists ? file.Length : 0));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            complain(Errors.RunnerFileNotWritten(variable, path, problem.Message));
        }
    }
}
