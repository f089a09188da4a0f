using DeployTasks.Recipes;

namespace DeployTasks.Tests.Recipes;

public class ConditionTests
{
    private static readonly Settings Some = Settings.Empty
        .With("on", new Flag(true)).With("off", new Flag(false)).With("zero", new Number("0")).With("branch", new Text("main"))
        .With("tricky", Text.Literal("x == x || true")).With("none", new Items([])).With("some", new Items([new Text("a")]))
        .With("both", Text.Literal("a && b || c")).With("letters", new Text("ai"));

    [Theory]
    [InlineData("{{on}}", true)]
    [InlineData("{{off}}", false)]
    [InlineData("!{{off}}", true)]
    [InlineData("! {{on}}", false)]
    [InlineData("{{zero}}", false)]
    [InlineData("{{missing}}", false)]
    [InlineData("!{{missing}}", true)]
    [InlineData("{{none}}", false)]
    [InlineData("{{some}}", true)]
    [InlineData("{{branch}} == main", true)]
    [InlineData("{{branch}} == 'main'", true)]
    [InlineData("{{branch}} != main", false)]
    [InlineData("{{branch}} != \"dev\"", true)]
    [InlineData("{{missing}} == ''", true)]
    [InlineData("{{on}} && {{branch}} == dev", false)]
    [InlineData("{{on}} && {{branch}} == dev || {{branch}} == main", true)]
    [InlineData("{{tricky}} == y", false)]
    [InlineData("{{branch}} == 'a && b' || {{branch}} == \"main\"", true)]
    [InlineData("{{both}} == 'a && b || c'", true)]
    [InlineData("{{branch}} == m{{letters}}n && true", true)]
    [InlineData("'{{branch}}'!='({{branch}})'", true)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void It_holds_or_not(string condition, bool expected) => Assert.Equal(expected, Condition.Holds(condition, Some));

    [Theory]
    [InlineData("{{on}} ==")]
    [InlineData("{{on}} && ")]
    [InlineData("!")]
    [InlineData("{{on}} == 'a")]
    [InlineData("on")]
    [InlineData("{{zero}} > 3")]
    [InlineData("{{branch}} = prod")]
    [InlineData("{{branch}} === prod")]
    [InlineData("not {{on}}")]
    [InlineData("({{on}} || {{off}}) && {{on}}")]
    [InlineData("{{on}} and {{off}}")]
    [InlineData("{{branch}} == main and {{off}}")]
    [InlineData("x{{on}}")]
    [InlineData("'{{on}}'")]
    [InlineData("{{branch | quote}}")]
    [InlineData("{{on}} & {{on}}")]
    [InlineData("{{on}} | {{on}}")]
    [InlineData("!{{on}} == true")]
    [InlineData("{{on}} == !{{off}}")]
    [InlineData("!!{{on}}")]
    [InlineData("{{on}} == a(b")]
    [InlineData("{{on}} == it's")]
    [InlineData("{{on}} == 'a' b")]
    [InlineData("{{on}} == a != b")]
    [InlineData("{{on}} || on")]
    public void Nonsense_is_refused(string condition) =>
        Assert.Equal("DT1035", Assert.Throws<DeployException>(() => Condition.Check(condition)).Errors[0].Code);
}
