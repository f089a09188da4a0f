namespace Cake.DeployTasks;

/// <summary>One call of the tool.</summary>
/// <param name="Words">The command and its own arguments.</param>
/// <param name="Step">A step of a task made for this call, such as <c>run: uptime</c>; null: the recipe's tasks are meant.</param>
internal sealed record DeployCommand(IReadOnlyList<string> Words, KeyValuePair<string, object>? Step = null)
{
    public const string OwnTask = "cake:step";

    public static DeployCommand Run(string task) => new(["run", task]);

    public static DeployCommand Of(string step, object value) =>
        new(["run", OwnTask], new KeyValuePair<string, object>(step, value));
}
