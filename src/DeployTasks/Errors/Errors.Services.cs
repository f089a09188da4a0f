namespace DeployTasks;

public static partial class Errors
{
    /// <param name="state">As systemctl says it; may be empty.</param>
    public static Error ServiceNotStarted(string service, string state) =>
        new("DT5007", ExitCode.StepFailed,
            $"Service {service} did not start ({(state.Length > 0 ? state : "no state is known")})",
            "What systemctl and its log say is shown with this message; mend the release or the unit, or set restart to a command");

    public static Error NoSystemctl(string service) =>
        new("DT5008", ExitCode.StepFailed,
            $"The host has no systemctl, by which service {service} would be restarted",
            "Set restart to the command that restarts it, instead of service");

    public static Error NoSudo(string service) =>
        new("DT5059", ExitCode.StepFailed,
            $"The user who deploys may not run: sudo -n systemctl restart {service}",
            $"Add to sudoers: USER ALL=(root) NOPASSWD: /usr/bin/systemctl restart {service}; or set restart to a command");
}
