using System.Collections.Immutable;
using DeployTasks.Recipes;

namespace DeployTasks.Tests.Recipes;

public class SelectorTests
{
    private static readonly HostDefinition[] Hosts =
    [
        Host("prod.domain.com", ("stage", ["prod"])),
        Host("prod.domain.com/front", ("stage", ["prod"]), ("tier", ["frontend"])),
        Host("beta", ("stage", ["beta"])),
        Host("dev", ("node", ["1"]), ("active", ["true"])),
        Host("multi", ("stage", ["prod", "beta"])),
    ];

    [Theory]
    [InlineData("stage=prod", "prod.domain.com, prod.domain.com/front, multi")]
    [InlineData("stage=prod & tier=frontend", "prod.domain.com/front")]
    [InlineData("prod.domain.com/front, stage=beta", "prod.domain.com/front, beta, multi")]
    [InlineData("stage != beta", "prod.domain.com, prod.domain.com/front, dev")]
    [InlineData("all & tier != frontend", "prod.domain.com, beta, dev, multi")]
    [InlineData("stage!=prod|beta", "dev")]
    [InlineData("stage=prod|beta", "prod.domain.com, prod.domain.com/front, beta, multi")]
    [InlineData("node=1", "dev")]
    [InlineData("active=true", "dev")]
    [InlineData("alias=dev|beta", "beta, dev")]
    [InlineData("alias!=dev|beta & all", "prod.domain.com, prod.domain.com/front, multi")]
    [InlineData("all", "prod.domain.com, prod.domain.com/front, beta, dev, multi")]
    [InlineData("ALL", "")]
    [InlineData("dev,", "dev")]
    [InlineData("stage=prod=x", "")]
    [InlineData("nobody", "")]
    public void Hosts_are_chosen_in_recipe_order(string selector, string expected) =>
        Assert.Equal(expected, string.Join(", ", Hosts.Where(Selector.Parse(selector).Matches).Select(host => host.Alias)));

    [Theory]
    [InlineData("")]
    [InlineData(" , ")]
    [InlineData("stage=")]
    [InlineData("stage=a|")]
    [InlineData("=prod")]
    [InlineData("!=prod")]
    [InlineData("a & ")]
    [InlineData("!dev")]
    [InlineData("stage==prod")]
    [InlineData("!stage=prod")]
    [InlineData("beta dev")]
    [InlineData("beta;dev")]
    [InlineData("stage!!=prod")]
    public void What_cannot_be_read_is_refused_with_the_expression(string selector)
    {
        var place = new Place("deploy.yaml", 3, 4);
        var error = Assert.Throws<DeployException>(() => Selector.Parse(selector, place)).Errors[0];
        Assert.Equal("DT1030", error.Code);
        Assert.Contains($"'{selector}'", error.What);
        Assert.Equal(place, error.Place);
    }

    private static HostDefinition Host(string alias, params (string, string[])[] labels) => new(alias, new Place("x"))
    {
        Labels = labels.ToImmutableSortedDictionary(label => label.Item1, label => label.Item2.ToImmutableList()),
    };
}
