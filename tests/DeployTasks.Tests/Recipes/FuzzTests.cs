using System.Text;
using DeployTasks.Recipes;
using DeployTasks.Recipes.Building;
using DeployTasks.Recipes.Keys;
using DeployTasks.Recipes.Yaml;

namespace DeployTasks.Tests.Recipes;

public class FuzzTests
{
    private const string Alphabet = "{}[]:,-?&*!|>'\"%@`#~<=\n\t \\ab01.";
    private readonly Random _random = new(20261121);

    [Fact]
    public void Random_text_never_crashes_the_reader()
    {
        for (var round = 0; round < 3000; round++)
        {
            Read(string.Concat(Enumerable.Range(0, _random.Next(60)).Select(_ => Letter())));
        }
    }

    [Fact]
    public void A_damaged_recipe_never_crashes_the_reader()
    {
        for (var round = 0; round < 300; round++)
        {
            var text = new StringBuilder(ExampleRecipe.Text());
            for (var damages = _random.Next(1, 6); damages > 0; damages--)
            {
                var at = _random.Next(text.Length - 100);
                switch (_random.Next(3))
                {
                    case 0: text.Remove(at, _random.Next(1, 40)); break;
                    case 1: text.Insert(at, Letter()); break;
                    default: text[at] = Letter(); break;
                }
            }

            Read(text.ToString());
        }
    }

    private char Letter() => Alphabet[_random.Next(Alphabet.Length)];

    // Without files and built-in tasks, which would only make it slow.
    private static void Read(string yaml)
    {
        try
        {
            var findings = new Findings();
            if (NodeReader.Read(yaml, "x", findings) is Mapping root)
            {
                RecipeKeys.Recipe.Check(root, findings);
                var builder = new RecipeBuilder(new SettingReader(new Dictionary<string, string>(), findings), findings);
                RecipeDocument[] documents = [new("x", root, BuiltIn: false)];
                new RecipeRules(builder.Build("x", documents, null), builder.SettingPlaces, findings).Check(documents);
                findings.ThrowIfAny();
            }
        }
        catch (DeployException mistake)
        {
            Assert.All(mistake.Errors, error => Assert.StartsWith("DT10", error.Code));
        }
    }
}
