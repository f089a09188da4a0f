using DeployTasks.Connections;

namespace DeployTasks;

public static partial class Errors
{
    public static Error ConnectionRefused(ConnectionSettings to, string log) => Unreachable(
        "DT4001", to, log, "refused the connection", "Check the port and that its SSH server runs");

    public static Error NoAnswer(ConnectionSettings to, string log) => Unreachable(
        "DT4002", to, log, "did not answer", "Check the address, the firewall and connect_timeout");

    public static Error ServerSilent(ConnectionSettings to, string log) => Unreachable(
        "DT4003", to, log, "accepted the connection and then said nothing", "Check that its SSH server is not stuck");

    public static Error NotAnSshServer(ConnectionSettings to, string log) => Unreachable(
        "DT4004", to, log, "answered, but not as an SSH server", "Check the port");

    public static Error HostKeyUnknown(ConnectionSettings to, string log) => Unreachable(
        "DT4005", to, log, "has a key that is not known", "Compare the fingerprint and add the line to known_hosts");

    public static Error HostKeyChanged(ConnectionSettings to, string log) => Unreachable(
        "DT4006", to, log, "has another key than the known one", "Ask who runs it whether the key was changed; if not, somebody listens");

    public static Error LoginRefused(ConnectionSettings to, string log) => Unreachable(
        "DT4008", to, log, "refused the login", "Check remote_user and the key");

    public static Error NameUnknown(ConnectionSettings to, string log) => Unreachable(
        "DT4011", to, log, "has a name that cannot be resolved", "Check hostname");

    public static Error ConnectionCut(ConnectionSettings to, string log) => Unreachable(
        "DT4013", to, log, "cut the connection before the login", "Check MaxStartups and the server's log");

    public static Error NoShell(string host, string said, int? exit) =>
        new("DT4010", ExitCode.Unreachable, $"{host} let us in but started no POSIX shell", "Give the user a login shell")
        {
            Host = host,
            Detail = $"exit {exit}: {said}",
        };

    public static Error NoSshClient(string host, string reason) =>
        new("DT4014", ExitCode.Unreachable, $"The ssh client cannot be started: {reason}", "Install OpenSSH's client")
        {
            Host = host,
        };

    public static Error Become(string host, string user, string said) =>
        new("DT4015", ExitCode.StepFailed, $"Cannot become {user} on {host}", "Allow it in sudoers with NOPASSWD")
        {
            Host = host,
            Detail = said,
        };

    public static Error HostName(string name) =>
        new("DT1010", ExitCode.Usage, $"Not a host name: '{name}'", "Use a name, an address or an alias of ssh_config; no blanks, no leading '-'");

    public static Error Port(string text) =>
        new("DT1010", ExitCode.Usage, $"Not a port: '{text}'", "Use a number from 1 to 65535");

    public static Error NotOneOf(string setting, string text, IEnumerable<string> values) =>
        new("DT1034", ExitCode.Usage, $"{setting} is '{text}'", $"Use {string.Join(", ", values).ToLowerInvariant()}");

    public static Error UserName(string user) =>
        new("DT1011", ExitCode.Usage, $"Not a user name: {user}", "Use letters, digits, '.', '_' and '-'");

    private static Error Unreachable(string code, ConnectionSettings to, string log, string what, string next) =>
        new(code, ExitCode.Unreachable, $"{to.Host} ({to.Hostname}) {what}", next) { Host = to.Host, Detail = log.Trim() };
}
