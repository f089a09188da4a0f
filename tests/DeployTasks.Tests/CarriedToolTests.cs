using System.Runtime.InteropServices;

namespace DeployTasks.Tests;

/// <summary>The tool in a package of ours: native code where it runs, IL everywhere else.</summary>
public sealed class CarriedToolTests : IDisposable
{
    private readonly string _tools = Directory.CreateTempSubdirectory("dt-carried-").FullName;

    private string Fast => Path.Combine(_tools, $"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}");
    private string Native => Path.Combine(Fast, "dotnet-deploy");
    private string Any => Path.Combine(_tools, "any", "dotnet-deploy.dll");

    public static TheoryData<string, bool> CannotRun => new()
    {
        { "#!/bin/true\n", false },                                  // NuGet lets only the owner of a package execute it
        { "#!/lib/ld-of-another-libc.so\n", true },                  // what exec says of a program for another libc
        { "#!/bin/false no GLIBC_2.99\n", true },                    // what a loader says that is too old
        { "\u007fELF for another machine", true },
    };

    public void Dispose() => Directory.Delete(_tools, recursive: true);

    [Fact]
    public void Native_code_that_runs_is_preferred()
    {
        WriteNative();
        Write(Any, "", canExecute: false);

        Assert.Equal(Native, CarriedTool.In(_tools));
    }

    [Theory]
    [MemberData(nameof(CannotRun))]
    public void Where_it_does_not_run_IL_takes_its_place(string program, bool canExecute)
    {
        Write(Native, program, canExecute);
        Write(Any, "", canExecute: false);

        Assert.Equal(Any, CarriedTool.In(_tools));
    }

    [Fact]
    public void What_starts_an_assembly_is_no_native_code()
    {
        WriteNative();
        Write(Native + ".dll", "", canExecute: false);
        Write(Any, "", canExecute: false);

        Assert.Equal(Native + ".dll", CarriedTool.In(_tools));
    }

    [Fact]
    public void Where_there_is_none_there_is_none() => Assert.Null(CarriedTool.In(_tools));

    // A program that was there before: what this process has just written may still be open for writing in a child of another test.
    private void WriteNative()
    {
        Directory.CreateDirectory(Fast);
        File.CreateSymbolicLink(Native, "/bin/true");
    }

    private static void Write(string file, string text, bool canExecute)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        if (canExecute)
        {
            File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
        }
    }
}
