using System.Diagnostics;
using System.Text;
using DeployTasks.Connections;

namespace DeployTasks.Tests.Connections;

public abstract partial class ConnectionSuite
{
    [Fact]
    public async Task A_command_has_its_output_its_errors_and_its_exit_code()
    {
        var result = await RunAsync("echo to out; echo to error >&2; exit 7");

        Assert.Equal((RemoteEnd.Exited, 7), (result.End, result.Exit));
        Assert.Equal(("to out\n", "to error\n"), (Out, Error));
        Assert.Equal("to out\n", Encoding.UTF8.GetString(result.Out));
        Assert.Equal("to error\n", Encoding.UTF8.GetString(result.ErrorTail));
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(126), InlineData(127), InlineData(128), InlineData(255)]
    public async Task Every_exit_code_arrives_as_it_was(int code)
    {
        var result = await RunAsync($"exit {code}");

        Assert.Equal((RemoteEnd.Exited, code), (result.End, result.Exit));
    }

    [Theory]
    [InlineData("KILL", 137), InlineData("TERM", 143), InlineData("SEGV", 139)]
    public async Task Death_by_a_signal_is_told_and_shows_nothing_of_the_command(string signal, int code)
    {
        var result = await RunAsync($"kill -{signal} $$");

        Assert.Equal((RemoteEnd.Signalled, code), (result.End, result.Exit));
        Assert.Equal(("", ""), (Out, Error));
    }

    [Fact]
    public async Task Output_without_a_last_newline_and_no_output_at_all_are_kept_apart_from_our_markers()
    {
        await RunAsync("printf 'no newline'; printf 'none here either' >&2");
        await RunAsync(":");

        Assert.Equal(("no newline", "none here either"), (Out, Error));
    }

    [Fact]
    public async Task All_256_byte_values_pass_on_both_streams()
    {
        var every = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        var octal = string.Concat(every.Select(value => "\\0" + Convert.ToString(value, 8).PadLeft(3, '0')));

        await RunAsync($"printf '%b' '{octal}'; printf '%b' '{octal}' >&2");

        Assert.Equal(every, _out.ToArray());
        Assert.Equal(every, _error.ToArray());
    }

    [Fact]
    public async Task Five_megabytes_of_random_bytes_arrive_exactly_on_both_streams_at_once()
    {
        var sums = await RunAsync(new RemoteCommand(
            "head -c 5000000 /dev/urandom >$$.a; head -c 5000000 /dev/urandom >$$.b; (cat $$.a & cat $$.b >&2; wait); " +
            "sha256sum $$.a $$.b >sums; rm $$.a $$.b")
        { Cwd = _folder });
        var outgoing = (Hash(_out), Hash(_error));
        _out.SetLength(0);
        await RunAsync(new RemoteCommand("cut -c1-64 sums") { Cwd = _folder });

        Assert.True(sums.IsSuccess);
        Assert.Equal(1024 * 1024, sums.Out.Length);
        Assert.Equal($"{outgoing.Item1}\n{outgoing.Item2}\n", Out);

        static string Hash(MemoryStream bytes) =>
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes.ToArray()));
    }

    [Fact]
    public async Task Nothing_of_a_command_leaks_into_the_next()
    {
        await RunAsync("cd /tmp; export LEAK=1; leak() { :; }; set -e; exec >/dev/null 2>&1; exec 5>&1");
        await RunAsync("if true; then echo unfinished");
        await RunAsync("exec 1>&- 2>&-");
        _out.SetLength(0);
        _error.SetLength(0);

        await RunAsync("false; echo \"$LEAK\"; command -v leak; [ \"$PWD\" = /tmp ] || echo elsewhere; echo to error >&2");

        Assert.Equal(("\nelsewhere\n", "to error\n"), (Out, Error));
    }

    [Fact]
    public async Task A_command_that_reads_its_stdin_gets_the_end_of_file_and_not_the_next_command()
    {
        var result = await RunAsync("cat; read -r line; echo \"got [$line]\"; ls -l /proc/self/fd | grep -c /dev/fd");
        await RunAsync("echo next");

        Assert.Equal(RemoteEnd.Exited, result.End);
        Assert.StartsWith("got []\n", Out);
        Assert.EndsWith("next\n", Out);
    }

    [Fact]
    public async Task A_background_child_that_holds_the_pipes_delays_nothing()
    {
        var clock = Stopwatch.StartNew();

        var result = await RunAsync("sleep 5 & echo started");

        Assert.True(result.IsSuccess);
        Assert.Equal("started\n", Out);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(4), $"took {clock.Elapsed}");
    }

    [Fact]
    public async Task The_folder_may_have_blanks_and_quotes_and_the_environment_any_text()
    {
        const string Odd = "it's \"odd\" $HOME `id` \\ \n and new line";
        await RunAsync(new RemoteCommand("pwd; printf '%s' \"$ODD\"")
        {
            Cwd = _folder,
            Env = new Dictionary<string, string> { ["ODD"] = Odd },
        });

        Assert.Equal(_folder + "\n" + Odd, Out);
    }

    [Fact]
    public async Task A_folder_that_is_missing_fails_the_command_before_it_begins()
    {
        var result = await RunAsync(new RemoteCommand("echo not here") { Cwd = "/nowhere/at/all" });

        Assert.Equal(RemoteEnd.Exited, result.End);
        Assert.NotEqual(0, result.Exit);
        Assert.Equal("", Out);
        Assert.Contains("/nowhere/at/all", Error);
    }

    [Fact]
    public async Task A_script_of_a_megabyte_runs_and_none_of_it_is_in_the_process_list()
    {
        var script = new StringBuilder("x=0\n");
        while (script.Length < 1_000_000)
        {
            script.Append("x=$((x+1)) # a secret of many words that no process list may show\n");
        }

        script.Append("cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n' | grep -c '[s]ecret of many words'; echo $x\n");

        await RunAsync(script.ToString());

        Assert.StartsWith("0\n1", Out);
    }
}
