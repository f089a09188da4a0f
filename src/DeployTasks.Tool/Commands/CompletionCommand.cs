using System.CommandLine;

namespace DeployTasks.Tool.Commands;

internal static class CompletionCommand
{
    private const string Bash = """
        # In ~/.bashrc: eval "$(dotnet-deploy completion bash)"
        # Words come from recipes, so nothing may expand them (compgen -W would), and bash wants what stands behind the last : or =.
        _dotnet_deploy() {
            local word typed=${COMP_LINE:0:COMP_POINT} breaks=${COMP_WORDBREAKS//[^:=]/}
            typed=${typed##*[[:space:]]}
            local last=$typed
            [[ -z $breaks ]] || last=${typed##*[$breaks]}
            COMPREPLY=()
            while IFS= read -r word; do
                [[ $word != "$typed"* ]] || COMPREPLY+=("$(printf %q "${word#"${typed%"$last"}"}")")
            done < <(dotnet-deploy "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
        }
        complete -F _dotnet_deploy dotnet-deploy
        """;

    private const string Zsh = """
        # In ~/.zshrc: eval "$(dotnet-deploy completion zsh)"
        _dotnet_deploy() {
            compadd -- ${(f)"$(dotnet-deploy "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)"}
        }
        compdef _dotnet_deploy dotnet-deploy
        """;

    private const string Fish = """
        # In ~/.config/fish/config.fish: dotnet-deploy completion fish | source
        function __dotnet_deploy
            dotnet-deploy "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null
        end
        complete -f -c dotnet-deploy -a "(__dotnet_deploy)"
        """;

    public static Command Create(Surroundings here)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Prints what a shell needs to complete tasks, hosts and options") { shell };
        command.SetAction(parsed => here.Out.WriteLine(GlueOf(parsed.GetValue(shell)!)));
        return command;
    }

    private static string GlueOf(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        _ => Fish,
    };
}
