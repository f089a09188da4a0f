using System.CommandLine;

namespace DeployTasks.Tool.Options;

/// <summary>A command whose output is caught for a value, so that it stays plain wherever it runs.</summary>
internal sealed class CaughtCommand(string name, string about) : Command(name, about);
