using System.Text;
using DeployTasks.Recipes;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Recipes;

public class ShellPropertyTests
{
    private const int Seed = 20261121;

    public static TheoryData<string> EveryShell => [.. Shells.All];

    [Theory]
    [MemberData(nameof(EveryShell))]
    public void Any_value_comes_back_unchanged_from_every_place(string shell)
    {
        var random = new Random(Seed);
        var values = Enumerable.Range(0, 1000).Select(_ => Value(random))
            .Append("").Append("-n").Append("\n\n").Append("EOF\n").Append("'").Append("\\").Append("$(touch /tmp/x)").ToList();
        var script = new StringBuilder();
        foreach (var value in values)
        {
            var settings = Settings.Empty.With("x", Text.Literal(value));
            foreach (var template in (string[])["{{x}}", "'{{x}}'", "\"{{x}}\"", "\"$(printf '%s.' \"{{x}}\")\""])
            {
                script.Append(settings.Expand($"printf '%s\\0' {template}\n", Quoting.Shell));
            }

            foreach (var template in (string[])["\"printf '%s\\0' {{x | quote}}\"", "'printf \"%s\\0\" {{x | quote}}'", "'printf \"%s\\0\" '{{x | quote}}"])
            {
                script.Append(settings.Expand($"eval {template}\n", Quoting.Shell));
            }
        }

        var expected = values.SelectMany(value => (string[])[value, value, value, value + ".", value, value, value]);
        Assert.Equal(expected, Shells.Run(shell, script.ToString()).Split('\0')[..^1]);
    }

    [Theory]
    [MemberData(nameof(EveryShell))]
    public void Any_nesting_of_places_keeps_its_values(string shell)
    {
        var random = new Random(Seed + 1);
        var script = new StringBuilder();
        var expected = new List<string>();
        for (var round = 0; round < 1500; round++)
        {
            var settings = Settings.Empty.With("x", Text.Literal(Value(random))).With("y", Text.Literal(Value(random)));
            var (word, meaning) = Word(random, settings, depth: 3);
            var template = $":{Noise(random)}printf '%s\\0' {word}{Noise(random)}\n";
            script.Append(settings.Expand(template, Quoting.Shell));
            expected.Add(meaning);
        }

        Assert.Equal(expected, Shells.Run(shell, script.ToString()).Split('\0')[..^1]);
    }

    [Theory]
    [MemberData(nameof(EveryShell))]
    public void However_a_command_is_cut_into_lines_no_value_is_run(string shell)
    {
        var random = new Random(Seed + 2);
        string[] pieces = ["\\\n", "\\\n", " ", "\n", "#", "<", "<E", "\nE\n", "$", "(", ")", "{", "}", "[", "]", "\"", "'", "a", ":", ";", "=", "{{x}}", "{{x}}"];
        var script = new StringBuilder();
        for (var round = 0; round < 6000; round++)
        {
            var template = string.Concat(Enumerable.Range(0, random.Next(3, 14)).Select(_ => pieces[random.Next(pieces.Length)])).Replace("{{{", "{ {{");
            foreach (var value in (string[])["\nprintf 'R%s' AN\n#", "(printf 'R%s' AN)", "$(printf 'R%s' AN)", "'\nprintf 'R%s' AN;'", "{a:-`printf 'R%s' AN`}"])
            {
                try
                {
                    var command = Settings.Empty.With("x", Text.Literal(value)).Expand(template, Quoting.Shell);
                    script.Append($"(eval {Shell.Quote(command)}) </dev/null 2>/dev/null\n");
                }
                catch (DeployException)
                {
                    // No place for a value.
                }
            }
        }

        Assert.DoesNotContain("RAN", Shells.Run(shell, script.Append(":\n").ToString()));
    }

    /// <summary>A shell word and what it stands for.</summary>
    private static (string Word, string Meaning) Word(Random random, Settings settings, int depth)
    {
        var name = random.Next(2) == 0 ? "x" : "y";
        var value = settings.Text(name);
        switch (random.Next(depth > 0 ? 9 : 4))
        {
            case 0: return ($"{{{{{name}}}}}", value);
            case 1: return ($"'a\"{{{{ {name} }}}}$'", $"a\"{value}$");
            case 2: return ($"\"a'{{{{{name}}}}}\\$`printf b`\"", $"a'{value}$b");
            case 3: return (@"a\'\\\#b#c", @"a'\#b#c");
            case 4:
                var (inner, innerMeaning) = Word(random, settings, depth - 1);
                return ($"\"$(printf '%s.' {inner})\"", innerMeaning + ".");
            case 5:
                var (first, firstMeaning) = Word(random, settings, depth - 1);
                var (second, secondMeaning) = Word(random, settings, depth - 1);
                return (first + second, firstMeaning + secondMeaning);
            case 6:
                var (commented, commentedMeaning) = Word(random, settings, depth - 1);
                return ($"\"$( # it's ) \" {{{{{name}}}}}\n ( : {{{{x}}}} ); printf '%s.' {commented} )\"", commentedMeaning + ".");
            case 7:
                var (documented, documentedMeaning) = Word(random, settings, depth - 1);
                return ($"\"$(cat <<'E'\nit's \"$(\nE\nprintf '%s.' {documented}\n)\"", "it's \"$(\n" + documentedMeaning + ".");
            default:
                var (left, leftMeaning) = Word(random, settings, depth - 1);
                return ($"{left}$((1 + (2)))${{none:-d}}", leftMeaning + "3d");
        }
    }

    private static string Noise(Random random) => random.Next(8) switch
    {
        0 => " # {{x}} it's \"$( '\n",
        1 => " ; : <<E\nit's \" {}\nE\n",
        2 => " ; : <<-\"E F\"\n\tit's $(\n\tE F\n",
        3 => " ; : \\\n\\' \\\" \\# # '\n",
        4 => " ; case {{x}} in {{y}}) : ;; *) : '(' ;; esac\n",
        5 => " ; (: {{y}} && : ) >/dev/null 2>&1 \n",
        6 => " ; : </dev/null $# $$ $? \n",
        _ => "\n",
    };

    private static string Value(Random random)
    {
        const string Nasty = "'\"\\$`\n #;&|<>(){}[]*?~!=%\r\t-a0";
        var text = new StringBuilder();
        for (var left = random.Next(12); left > 0; left--)
        {
            text.Append(random.Next(3) == 0 ? (char)random.Next(1, 256) : Nasty[random.Next(Nasty.Length)]);
        }

        return text.ToString();
    }
}
