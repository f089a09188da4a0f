using System.CommandLine;

namespace DeployTasks.Tool.Options;

/// <summary>An option that is there or not. It takes no value: what follows it is the next argument, <c>true</c> as well.</summary>
internal sealed class Switch : Option<bool>
{
    public Switch(string name, params string[] aliases) : base(name, aliases) => Arity = ArgumentArity.Zero;
}
