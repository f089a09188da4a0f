namespace DeployTasks.Tests.Scripts;

/// <summary>Programs of a host that do something else than usual: shell scripts, first in its PATH.</summary>
internal sealed class FakePrograms : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dt-fakes-").FullName;

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["PATH"] = $"{_folder}:/usr/bin:/bin" };

    /// <summary>A file that such a program may look for or write.</summary>
    public string this[string name] => Path.Combine(_folder, name);

    public FakePrograms With(string name, string script)
    {
        File.WriteAllText(this[name], $"#!/bin/sh\nhere={_folder}\n{script}\n");
        File.SetUnixFileMode(this[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    public bool Has(string file) => File.Exists(this[file]);

    public static async Task UntilAsync(Func<bool> holds)
    {
        for (var tries = 0; tries < 1200 && !holds(); tries++)
        {
            await Task.Delay(50);
        }

        Assert.True(holds());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
