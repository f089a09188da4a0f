using System.Text;
using DeployTasks.Lab;
using DeployTasks.SystemTests.Master;

namespace DeployTasks.SystemTests.Tool;

public class QuestionsAtATerminalTests
{
    private const string Recipe = """
        hosts:
          web1: { connection: local }
          web2: { connection: local }
        tasks:
          ask:
            steps:
              - ask: Which branch?
                key: branch
                if: "{{alias}} == web1"
              - run: while [ ! -e "{{folder}}/go" ]; do sleep 0.1; done
                if: "{{alias}} == web2"
              - secret: Password?
                key: password
                if: "{{alias}} == web2"
              - run: printf '%s' {{password}} > "{{folder}}/answer"
                if: "{{alias}} == web2"
        """;

    [Fact]
    public async Task The_answer_after_a_question_whose_worker_died_is_whole_and_stays_hidden()
    {
        using var tool = new ToolCommand(Recipe);
        using var terminal = Terminal(tool, $"run ask -o folder={tool.PathOf("")} --interactive always");
        var shown = new StringBuilder();
        var reading = Task.Run(() => ReadAsync(terminal.StandardOutput, shown));
        await UntilAsync(() => Shows("Which branch? "), shown);

        LabProcess.Signal(WorkerOf("web1", terminal.Id), 9);
        await UntilAsync(() => WorkerOf("web1", terminal.Id) == 0, shown);
        await File.WriteAllTextAsync(tool.PathOf("go"), "", TestContext.Current.CancellationToken);
        await UntilAsync(() => Shows("Password? "), shown);
        await terminal.StandardInput.WriteAsync("hunter23\u007f2\r");
        await terminal.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await UntilAsync(() => terminal.HasExited, shown);
        await reading;

        Assert.Equal("hunter22", await File.ReadAllTextAsync(tool.PathOf("answer"), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("hunt", shown.ToString());

        bool Shows(string text)
        {
            lock (shown)
                return shown.ToString().Contains(text, StringComparison.Ordinal);
        }
    }

    private static System.Diagnostics.Process Terminal(ToolCommand tool, string arguments) =>
        LabProcess.Start("script", ["-qec", $"{Path.Combine(AppContext.BaseDirectory, "dotnet-deploy")} {arguments}", "/dev/null"], info =>
        {
            info.WorkingDirectory = tool.PathOf("");
            foreach (var (name, value) in tool.Environment)
                info.Environment[name] = value;
            info.Environment["TERM"] = "dumb";
        });

    private static async Task ReadAsync(StreamReader reader, StringBuilder shown)
    {
        var buffer = new char[1024];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            lock (shown)
                shown.Append(buffer, 0, count);
        }
    }

    private static async Task UntilAsync(Func<bool> holds, StringBuilder shown)
    {
        for (var tries = 0; tries < 1200 && !holds(); tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(holds(), shown.ToString());
    }

    // script > the tool, or a shell and the tool > the worker; 0 when there is none.
    private static int WorkerOf(string host, int terminal)
    {
        var all = ProcessTable.Read().ToDictionary(process => process.Id);
        return all.Values.Where(process => process.Arguments.Contains("worker") && process.Arguments[^1] == host && IsBelow(process))
            .Select(process => process.Id).FirstOrDefault();

        bool IsBelow(ProcessEntry process) =>
            process.Parent == terminal || (all.TryGetValue(process.Parent, out var parent) && IsBelow(parent));
    }
}
