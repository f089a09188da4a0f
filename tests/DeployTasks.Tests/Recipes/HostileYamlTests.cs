using System.Diagnostics;
using System.Text;
using DeployTasks.Recipes;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Recipes;

public class HostileYamlTests
{
    private const string Tabbed = "tasks:\n  a:\n    steps:\n      - run: |\n          cat <<-E\n          \tE\n";

    [Theory]
    [InlineData("", "deploy.yaml(1,1): DT1001")]
    [InlineData("# only\n# comments\n", "deploy.yaml(1,1): DT1001")]
    [InlineData("---\n...\n", "deploy.yaml(1,1): DT1001")]
    [InlineData("just text", "deploy.yaml(1,1): DT1009")]
    [InlineData("- a\n- list", "deploy.yaml(1,1): DT1009")]
    [InlineData("hosts:\n\tweb1:", "deploy.yaml(2,1): DT1002")]
    [InlineData("hosts: {web1: ", "DT1002")]
    [InlineData("config: {a: \"open}", "DT1002")]
    [InlineData("hosts: [a]\nconfig: {a: 1\ntasks: {}\n", "deploy.yaml(2,9): DT1002: A { or [ that stands here is not closed")]
    [InlineData("config: {}\n---\nconfig: {}", "deploy.yaml(2,1): DT1002")]
    [InlineData("config: {[a]: b}", "deploy.yaml(1,10): DT1002")]
    [InlineData("config: {a: *nowhere}", "deploy.yaml(1,13): DT1002")]
    [InlineData("config: &a {b: *a}", "DT1002")]
    [InlineData("config: {a: !!System.IO.FileInfo x}", "deploy.yaml(1,13): DT1006")]
    [InlineData("config: !!System.IO.FileInfo {}", "DT1006")]
    [InlineData("config: {a: !<!Process> x}", "DT1006")]
    [InlineData("config: {a: !unknown [x]}", "DT1006")]
    [InlineData("config: {a: ! x}", "DT1006")]
    [InlineData("config: {a: 1, a: 2}", "deploy.yaml(1,16): DT1008")]
    [InlineData("config: {<<: text}", "DT1002")]
    [InlineData("hots: {}", "Did you mean 'hosts'?")]
    [InlineData("import: 1\nimport: 2", "DT1008")]
    public void Every_oddity_has_a_code_and_a_place(string yaml, string expected) =>
        Assert.Contains(expected, RecipeFiles.MistakesOf(yaml));

    [Theory]
    [InlineData(Tabbed + "config: {a: \"open\n")]
    [InlineData(Tabbed + "config: {a: b\n")]
    [InlineData(Tabbed + "@config: b\n")]
    [InlineData(Tabbed + "config: {a: *nowhere}\n")]
    [InlineData("config: {a: \"open\n" + Tabbed)]
    [InlineData("config: {a: b\n" + Tabbed)]
    public void A_tab_in_a_command_is_not_blamed_for_what_is_wrong_elsewhere(string yaml)
    {
        var mistakes = RecipeFiles.MistakesOf(yaml);
        Assert.Contains("DT1002", mistakes);
        Assert.DoesNotContain("tab", mistakes);
    }

    [Theory]
    [InlineData(Tabbed + "\t- run: x\n", "(7,1)")]
    [InlineData(Tabbed + "      - run: x\n \t- run: y\n" + Tabbed, "(8,2)")]
    [InlineData(Tabbed + "\n  # rest\n\n\tb: []\n", "(10,1)")]
    [InlineData("config:\n  a: 'x'\n  \tb: c\n", "(3,3)")]
    public void A_tab_that_indents_a_line_is_named_at_its_place(string yaml, string place) =>
        Assert.Contains($"deploy.yaml{place}: DT1002: A tab indents this line", RecipeFiles.MistakesOf(yaml));

    [Fact]
    public void Twenty_thousand_brackets_are_refused_before_anything_is_built() =>
        Assert.Contains("DT1003", RecipeFiles.MistakesOf("config: {a: " + new string('[', 20_000)));

    [Fact]
    public void Sixty_four_levels_are_fine() =>
        RecipeFiles.Read("config: {a: " + new string('[', 60) + new string(']', 60) + "}");

    [Fact]
    public void A_bomb_of_anchors_is_refused_quickly()
    {
        var bomb = new StringBuilder(".a: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (var level = 1; level < 9; level++)
        {
            bomb.Append($".a{level}: &a{level} [{string.Join(',', Enumerable.Repeat($"*a{level - 1}", 9))}]\n");
        }

        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("DT1004", RecipeFiles.MistakesOf(bomb.ToString()));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 50_000_000);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("- ")]
    [InlineData("{a: ")]
    [InlineData("? ")]
    [InlineData("a: &x [*x, ")]
    [InlineData("\"a\n")]
    [InlineData("&a ")]
    [InlineData("!t ")]
    [InlineData("| \n")]
    [InlineData("a:\n")]
    [InlineData("%YAML 1.2\n")]
    [InlineData("\\")]
    [InlineData("'")]
    public void A_megabyte_of_anything_is_answered(string piece)
    {
        var clock = Stopwatch.StartNew();
        Assert.Contains("DT10", RecipeFiles.MistakesOf(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length))));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed}");
    }

    [Fact]
    public void A_map_of_many_keys_is_read_in_linear_time()
    {
        var keys = string.Concat(Enumerable.Range(0, 40_000).Select(index => $"  k{index}: v\n"));
        Assert.Equal(40_000, RecipeFiles.Read("config:\n" + keys).Config.Keys.Count(name => name.StartsWith('k')));
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_change_nothing()
    {
        using var files = new RecipeFiles().With("deploy.yaml", "\uFEFFtasks:\r\n  a:\r\n    steps:\r\n      - |\r\n        one\r\n        two\r\n");
        Assert.Equal("one\ntwo\n", Assert.IsType<RunStep>(files.Read().Tasks["a"].Steps[0]).Command);
    }

    [Fact]
    public void What_is_larger_than_a_megabyte_is_refused() =>
        Assert.Contains("DT1005", RecipeFiles.MistakesOf("config: {}\n#" + new string('x', 1024 * 1024)));

    [Fact]
    public void Two_gigabytes_are_refused_at_once()
    {
        using var files = new RecipeFiles();
        using (var sparse = File.Create(Path.Combine(files.Folder, "deploy.yaml")))
        {
            sparse.SetLength(2L << 30);
        }

        Assert.Contains("DT1005", files.Mistakes());
    }

    [Fact]
    public void What_is_not_UTF_8_is_refused()
    {
        using var files = new RecipeFiles();
        File.WriteAllBytes(Path.Combine(files.Folder, "deploy.yaml"), [(byte)'a', 0xff, (byte)'b']);
        Assert.Contains("DT1002", files.Mistakes());
    }

    [Fact]
    public void What_cannot_be_opened_is_named_and_never_waited_for()
    {
        using var files = new RecipeFiles();
        Directory.CreateDirectory(Path.Combine(files.Folder, "folder"));
        Assert.Contains("DT1023: Recipe 'folder' cannot be read: it is a folder", files.Mistakes("folder"));
        Assert.Contains("there is no such file", files.Mistakes("missing.yaml"));
        Assert.Contains("there is no such file", files.Mistakes("no/such/folder.yaml"));
    }

    [Fact]
    public void A_pipe_that_nobody_writes_to_does_not_hang()
    {
        using var files = new RecipeFiles();
        var pipe = Path.Combine(files.Folder, "pipe");
        Shells.Run("sh", $"mkfifo {Shell.Quote(pipe)}");
        Assert.Contains("DT1023: Recipe 'pipe' cannot be read: nothing came", files.Mistakes("pipe"));
        Shells.Run("sh", $": > {Shell.Quote(pipe)}");
    }
}
