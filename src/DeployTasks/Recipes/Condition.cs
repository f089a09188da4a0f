namespace DeployTasks.Recipes;

/// <summary>
/// The text of <c>if:</c>. <c>{{a}}</c>, <c>!{{a}}</c>, <c>{{a}} == text</c>, <c>{{a}} != 'text'</c>, joined by <c>&amp;&amp;</c>
/// and, weaker, <c>||</c>. False is: not set, empty, <c>false</c>, <c>no</c>, <c>off</c>, <c>0</c>. The operators are found
/// before the values are filled in, so a value cannot become one.
/// </summary>
public static class Condition
{
    public static bool Holds(string template, Settings settings) => new ConditionReader(template, settings).Read();

    /// <summary>Throws when the text can be no condition, whatever the values.</summary>
    internal static void Check(string template)
    {
        Holds(template, Settings.Empty);
        if (!template.Contains("{{") && template.Trim().ToLowerInvariant() is not ("true" or "false"))
        {
            throw new DeployException(Errors.ConstantCondition(template));
        }
    }
}
