using DeployTasks.Recipes;

namespace DeployTasks.Tests.Recipes;

public class ShellPlaceTests
{
    private static readonly Settings Some = Settings.Empty
        .With("x", new Text("it's $(a) \"q\" `b` \\"))
        .With("dir", new Text("/srv/a b"))
        .With("php", new Text("php -d x=1"))
        .With("dirs", new Items([new Text("a b"), new Text("c")]))
        .With("none", new Items([]));

    [Theory]
    [InlineData("cd {{dir}}/x", "cd '/srv/a b'/x")]
    [InlineData("echo {{x}}", @"echo 'it'\''s $(a) ""q"" `b` \'")]
    [InlineData("echo '{{x}}'", @"echo 'it'\''s $(a) ""q"" `b` \'")]
    [InlineData("echo \"{{x}}\"", """echo "it's \$(a) \"q\" \`b\` \\" """)]
    [InlineData("echo \"$(ls {{dir}})\"", "echo \"$(ls '/srv/a b')\"")]
    [InlineData("echo \"$(ls \"{{dir}}\")\" {{dir}}", "echo \"$(ls \"/srv/a b\")\" '/srv/a b'")]
    [InlineData("{{php | raw}} -v", "php -d x=1 -v")]
    [InlineData("rm -f {{dirs}} {{none}}", "rm -f 'a b' 'c' ")]
    [InlineData("a # it's {{x}}\ncd {{dir}}", "a # it's {{x}}\ncd '/srv/a b'")]
    [InlineData("a # {{not_set}}", "a # {{not_set}}")]
    [InlineData("a#{{dir}}", "a#'/srv/a b'")]
    [InlineData("echo $# ${#a} {{dir}}", "echo $# ${#a} '/srv/a b'")]
    [InlineData("cat <<E\nit's\nE\ncd {{dir}}", "cat <<E\nit's\nE\ncd '/srv/a b'")]
    [InlineData("cat <<-'E'; a\n\tit's\n\tE\ncd {{dir}}", "cat <<-'E'; a\n\tit's\n\tE\ncd '/srv/a b'")]
    [InlineData("cat <{{dir}}", "cat <'/srv/a b'")]
    [InlineData("sh -c \"cd {{dir | quote}}\"", "sh -c \"cd '/srv/a b'\"")]
    [InlineData("sh -c 'cd {{dir | quote}}'", @"sh -c 'cd '\''/srv/a b'\'''")]
    [InlineData("sh -c 'cd '{{dir | quote}}", @"sh -c 'cd '''\''/srv/a b'\'''")]
    [InlineData("ssh other rm {{dirs | quote}}", @"ssh other rm ''\''a b'\''' ''\''c'\'''")]
    [InlineData("case {{dir}} in /*) cd {{dir}};; esac", "case '/srv/a b' in /*) cd '/srv/a b';; esac")]
    [InlineData("(cd {{dir}} && ls) \\\n| cat", "(cd '/srv/a b' && ls) \\\n| cat")]
    [InlineData("a \\\n# {{x}} $(\ncd {{dir}}", "a \\\n# {{x}} $(\ncd '/srv/a b'")]
    [InlineData("a \\\n{{dir}} &&\\\nb --c\\\n  {{dir}}", "a \\\n'/srv/a b' &&\\\nb --c\\\n  '/srv/a b'")]
    [InlineData("echo \"a\\\nb {{dir}}\"", "echo \"a\\\nb /srv/a b\"")]
    [InlineData("n=$(( (1 + 2) * 3 )); cd {{dir}}", "n=$(( (1 + 2) * 3 )); cd '/srv/a b'")]
    [InlineData("a=${b:-${c}} {{dir}}", "a=${b:-${c}} '/srv/a b'")]
    [InlineData("$'a' {{dir}}", "$'a' '/srv/a b'")]
    [InlineData(@"\'{{dir}}", @"\''/srv/a b'")]
    [InlineData("[ -d {{dir}} ] && ls [{{dir}}]", "[ -d '/srv/a b' ] && ls ['/srv/a b']")]
    public void A_value_is_escaped_for_the_place_it_stands_in(string template, string expected) =>
        Assert.Equal(expected.TrimEnd(), Some.Expand(template, Quoting.Shell).TrimEnd());

    [Theory]
    [InlineData("echo ${{dir}}", "dollar")]
    [InlineData("echo \"${{dir}}\"", "dollar")]
    [InlineData("echo `ls {{dir}}`", "$( … )")]
    [InlineData("echo \"`ls {{dir}}`\"", "$( … )")]
    [InlineData("echo ${x:-{{dir}}}", "${ … }")]
    [InlineData("echo $((1 + {{dir}}))", "$(( … ))")]
    [InlineData("echo $'{{dir}}'", "$'…'")]
    [InlineData("cat <<E\n{{dir}}\nE", "here-document")]
    [InlineData("cat <<{{dir}}\nx", "here-document")]
    [InlineData("cat <<E\na\\\nE\nE\ncd {{dir}}", "here-document")]
    [InlineData("echo $(case a in a) echo {{dir}};; esac)", "case")]
    [InlineData("echo $'\\'' {{dir}}", "$'…'")]
    [InlineData("echo ${x:-'}'} {{dir}}", "${ … }")]
    [InlineData("((n > 1)); echo {{dir}}", "(( … ))")]
    [InlineData("{{slash | raw}}{{dir}}", "backslash")]
    [InlineData("echo $[1 + {{dir}}]", "$[ … ]")]
    [InlineData("a[{{dir}}]=1", "subscript")]
    [InlineData("a[\\\n{{dir}}]=1", "goes on")]
    [InlineData("cat <\\\n<E\n{{dir}}\nE", "goes on")]
    [InlineData("cat <<E\\\nF\n{{dir}}\nEF", "here-document")]
    [InlineData("echo $\\\n{{dir}}", "goes on")]
    [InlineData("echo \"$\\\n{{dir}}\"", "goes on")]
    [InlineData("echo $\\\n(case a in a) echo {{dir}};; esac)", "goes on")]
    [InlineData("(\\\n(n)); echo {{dir}}", "goes on")]
    public void Where_no_escape_is_safe_it_is_refused(string template, string names)
    {
        var error = Assert.Throws<DeployException>(() =>
            Some.With("slash", new Text("\\")).Expand(template, Quoting.Shell)).Errors[0];
        Assert.Equal("DT1029", error.Code);
        Assert.Contains(names, error.What);
    }

    [Theory]
    [InlineData("echo '{{dirs}}'", "DT1034")]
    [InlineData("echo \"{{none}}\"", "DT1034")]
    [InlineData("echo {{nul}}", "DT1036")]
    [InlineData("echo {{nul | raw}}", "DT1036")]
    public void Lists_in_quotes_and_NULs_are_refused(string template, string code) =>
        Assert.Equal(code, Assert.Throws<DeployException>(() =>
            Some.With("nul", new Text("a\0b")).Expand(template, Quoting.Shell)).Errors[0].Code);

    [Fact]
    public void A_setting_that_is_a_command_has_its_own_values_escaped()
    {
        var settings = Some.With("restart", new Text("touch {{dir}}/x '{{dir}}'")).With("loop", new Text("{{loop | command}}"));
        Assert.Equal("touch '/srv/a b'/x '/srv/a b' # ok", settings.Expand("{{restart | command}} # ok", Quoting.Shell));
        Assert.Equal("touch /srv/a b/x '/srv/a b'", settings.Expand("{{restart | raw}}", Quoting.Shell));
        Assert.Equal("DT1014", Assert.Throws<DeployException>(() => settings.Expand("{{loop | command}}", Quoting.Shell)).Errors[0].Code);
    }

    [Theory]
    [InlineData("$(")]
    [InlineData("${")]
    [InlineData("\"${")]
    [InlineData("$((")]
    [InlineData("\"$(")]
    [InlineData("$(${")]
    public void Deep_nesting_ends_in_a_refusal(string opening) => Assert.Equal("DT1029", Assert.Throws<DeployException>(() =>
        Some.Expand(string.Concat(Enumerable.Repeat(opening, 500_000)) + "{{dir}}", Quoting.Shell)).Errors[0].Code);
}
