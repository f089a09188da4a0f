using DeployTasks.Connections;
using DeployTasks.Connections.OpenSsh;
using DeployTasks.Prompts;

namespace DeployTasks;

public static partial class Errors
{
    internal static Error ConnectionRefused(ConnectionSettings to, LoginFacts seen) => Unreachable("DT4001", to, seen,
        $"{to.Host} refused the connection to {Target(to)}", "Check the port, and that an SSH server runs there");

    internal static Error NoAnswer(ConnectionSettings to, LoginFacts seen) => Unreachable("DT4002", to, seen,
        $"{to.Host} did not answer at {Target(to)}", "Check the address and the firewall; connect_timeout sets the patience");

    internal static Error ServerSilent(ConnectionSettings to, LoginFacts seen) => Unreachable("DT4003", to, seen,
        $"{to.Host} took the connection to {Target(to)} and then said nothing", "Check whether its SSH server is stuck or overloaded");

    internal static Error NotAnSshServer(ConnectionSettings to, LoginFacts seen) => Unreachable("DT4004", to, seen,
        $"What answers at {Target(to)} is no SSH server{(seen.Banner is { } said ? $"; it says '{Shown(said)}'" : "")}", "Check the port");

    /// <param name="line">The line to add; empty when the key could not be fetched.</param>
    internal static Error HostKeyUnknown(ConnectionSettings to, LoginFacts seen, string line) => Unreachable("DT4005", to, seen,
        $"The host key of {to.Host} is not known: {Owner(to, seen)} shows {seen.HostKey}",
        line.Length == 0
            ? "Compare the fingerprint with the host's own (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub), then add its key to known_hosts"
            : $"If that is the host's own fingerprint, add this line to known_hosts or DEPLOY_KNOWN_HOSTS: {line}");

    public static Error KnownHostsLineIsNone(int line) => new("DT4023", ExitCode.Done,
        $"Line {line} of {SshSecrets.KnownHostsVariable} is no line of known_hosts, so it pins no key",
        "Give the lines that 'dotnet deploy check --known-hosts' prints");

    internal static Error HostKeyChanged(ConnectionSettings to, LoginFacts seen) => Unreachable("DT4006", to, seen,
        $"{to.Host} shows another host key than the known one: {seen.HostKey}, not the one in {Origin(to, seen.OffendingKey)}",
        "Ask whoever runs the host whether its key was changed; if it was not, somebody sits in between");

    internal static Error HostKeyRevoked(ConnectionSettings to, LoginFacts seen) => Unreachable("DT4006", to, seen,
        $"{to.Host} shows a host key that is marked as revoked: {seen.HostKey}",
        "Ask whoever runs the host for its new key; a revoked one may be in other hands");

    internal static Error HostKeyRefused(ConnectionSettings to, LoginFacts seen) => Unreachable("DT4005", to, seen,
        $"The host key of {to.Host} was not accepted", "The client's own words, shown with this message, say why");

    internal static Error NotAPrivateKey(string source, string what) => Key(
        $"The key in {source} is {what}, not a private key", "Give the whole private key as it is, from BEGIN to END");

    internal static Error KeyIsEncrypted(string source) => Key(
        $"The key in {source} has a passphrase", $"Set {SshSecrets.PassphraseVariable}, or load the key into an agent");

    /// <summary>Why an agent did not take a key.</summary>
    internal static Error NotOpened(PrivateKey key, string source, string said) =>
        Pkcs8.IsLocked(key.Text) ? Key(
            $"{SshSecrets.PassphraseVariable} does not open the key in {source}, or it is an Ed25519 key in OpenSSL's form (PKCS#8)",
            "Check the passphrase; keep an Ed25519 key in OpenSSH's form (ssh-keygen -t ed25519)")
        : key.IsEncrypted ? Key($"{SshSecrets.PassphraseVariable} does not open the key in {source}", "Check the passphrase")
        : Pkcs8.Ed25519Seed(key.Text) is null ? UnusableKey(source, said) : Key(
            $"{source} is an Ed25519 key in OpenSSL's form (PKCS#8), which OpenSSH reads from version 9.6 on",
            "Use a newer OpenSSH or a build with SSH.NET, or make a key with ssh-keygen -t ed25519");

    internal static Error UnusableKey(string source, string said) => Key(
        $"ssh cannot use the key in {source}", "Check that the whole key arrived and that its type is still supported") with
    {
        Detail = said,
    };

    internal static Error KeyFileIsOpen(ConnectionSettings to, string file) => Key(
        $"ssh refuses {file}: others may read it", $"chmod 600 {file}").On(to.Host);

    internal static Error KeyFileUnreadable(ConnectionSettings to, string file, string reason) => Key(
        $"identity_file cannot be read: {reason}", "Check the path, or give the key in " + SshSecrets.KeyVariable).On(to.Host);

    internal static Error LoginRefused(ConnectionSettings to, LoginFacts seen) => Unreachable("DT4008", to, seen,
        $"{to.Host} refused the login as {to.User ?? "the default user"}; it takes {seen.Methods}, and "
        + (seen.OfferedKeys.Count == 0 ? "no key was offered" : $"refused the keys {string.Join(", ", seen.OfferedKeys)}"),
        "Check remote_user, and that the key stands in its authorized_keys");

    /// <param name="key">Of the host's question.</param>
    internal static Error AnswerRefused(ConnectionSettings to, LoginFacts seen, string key) => Unreachable("DT4008", to, seen,
        $"{to.Host} refused the login as {to.User ?? "the default user"}: the answer to its question '{key}' is not the right one",
        $"Check remote_user and the answer, {AnswerVariable.Of(key)} for instance");

    public static Error OtherCommand(string host, string said) => new("DT4009", ExitCode.Unreachable,
        $"{host} let us in but runs a command of its own instead of a shell", "Use a key and a user without ForceCommand or command=")
    {
        Host = host,
        Detail = said,
    };

    public static Error NoShell(string host, string said, int? exit) => new("DT4010", ExitCode.Unreachable,
        $"{host} let us in but started no shell that can run sh{(said.Trim() is { Length: > 0 } words ? $": '{Shown(words)}'" : "")}",
        "Give the user a login shell (chsh) that is not restricted")
    {
        Host = host,
        Detail = $"exit code {exit}",
    };

    public static Error NoSession(string host, string said) => new("DT4010", ExitCode.Unreachable,
        $"{host} let us in but opens no session", "Look at MaxSessions in its sshd_config, and into its log")
    {
        Host = host,
        Detail = said,
    };

    internal static Error NameUnknown(ConnectionSettings to, LoginFacts seen) => Unreachable("DT4011", to, seen,
        seen.UnknownName.Length == 0 || seen.UnknownName == to.Hostname
            ? $"The name {to.Hostname} of {to.Host} cannot be resolved"
            : $"The name {Shown(seen.UnknownName)} on the way to {to.Host} cannot be resolved",
        "Check hostname and ssh_config, and the name server of this machine");

    internal static Error ControlPathTooLong(ConnectionSettings to, string path) => new("DT4012", ExitCode.Unreachable,
        $"The control socket's name is too long for ssh: {path}", "Set TMPDIR to a shorter folder")
    { Host = to.Host };

    internal static Error ControlPathRefused(ConnectionSettings to, LoginFacts seen) => Unreachable("DT4012", to, seen,
        "ssh cannot make its control socket", "Set TMPDIR to a short folder that can hold sockets");

    internal static Error ConnectionCut(ConnectionSettings to, LoginFacts seen) => Unreachable("DT4013", to, seen,
        $"{to.Host} cut the connection to {Target(to)} before the login, several times",
        "Look into its log; MaxStartups of sshd_config or a tool like fail2ban may turn us away");

    public static Error NoSshClient(string host, string reason) => new("DT4014", ExitCode.Unreachable,
        $"The ssh client cannot be started: {reason}", "Install it (apt-get install openssh-client)")
    { Host = host };

    public static Error Become(string host, string user, string said) => new("DT4015", ExitCode.StepFailed,
        $"Cannot become {user} on {host}: {(said.Trim() is { Length: > 0 } words ? Shown(words) : "sudo says nothing")}",
        "Allow it in sudoers with NOPASSWD and without requiretty, and check the user's name")
    { Host = host };

    internal static Error BadSshConfig(ConnectionSettings to, LoginFacts seen) => Unreachable("DT4016", to, seen,
        "ssh refuses its configuration", "The client's own words, shown with this message, name file and line") with
    {
        Exit = ExitCode.Usage,
    };

    internal static Error NoConfigFile(ConnectionSettings to, string file) => new("DT4016", ExitCode.Usage,
        $"config_file {file} does not exist", "Check the path")
    { Host = to.Host };

    internal static Error NoCommonAlgorithm(ConnectionSettings to, LoginFacts seen) => Unreachable("DT4017", to, seen,
        $"{to.Host} and this ssh client have no algorithm in common", "Allow what the host offers in ssh_config, or renew its server");

    public static Error NoSshAgent(string said) => new("DT4018", ExitCode.Unreachable,
        $"ssh-agent cannot be started: {Shown(said)}", "Install OpenSSH's client, or give the key as identity_file");

    public static Error ConnectionLost(string host, string said) => new("DT4019", ExitCode.Unreachable,
        $"The connection to {host} was lost while a command ran; nobody knows how it went on", "Look at the host, then run again")
    {
        Host = host,
        Detail = said,
    };

    public static Error NoSshNet(string host) => new("DT4020", ExitCode.Usage,
        $"{host} is to be reached with transport: sshnet, which this build of the tool does not have",
        "Leave transport out or set transport: openssh, or use a build with SSH.NET")
    { Host = host };

    /// <param name="what">The setting or the keyword of ssh_config.</param>
    public static Error OnlyOpenSsh(string host, string what) => new("DT4021", ExitCode.Usage,
        $"{what} of {host} is more than transport: sshnet can do", "Set transport: openssh for this host")
    { Host = host };

    public static Error NotOneOf(string setting, string text, IEnumerable<string> values) => new("DT1034", ExitCode.Usage,
        $"Setting '{setting}' is '{text}'", $"Use one of: {string.Join(", ", values).ToLowerInvariant()}");

    private static Error Key(string what, string next) => new("DT4007", ExitCode.Unreachable, what, next);

    private static Error Unreachable(string code, ConnectionSettings to, LoginFacts seen, string what, string next) =>
        new(code, ExitCode.Unreachable, what, next) { Host = to.Host, Detail = seen.Said };

    private static string Target(ConnectionSettings to) => to.Port is { } port ? $"{to.Hostname} port {port}" : to.Hostname;

    private static string Owner(ConnectionSettings to, LoginFacts seen) => seen.KeyOwner is { Length: > 0 } name ? name : to.Hostname;

    // The file that was made of the variable is gone when somebody reads this.
    private static string Origin(ConnectionSettings to, string place) =>
        place.StartsWith(new SshFolder(to.RunFolder).KnownHosts + ":", StringComparison.Ordinal)
            ? $"{SshSecrets.KnownHostsVariable}, line {place.Split(':')[^1]}"
            : place;

    // One line, without control characters: it came from the other side.
    private static string Shown(string said)
    {
        var line = string.Concat(said.Trim().ReplaceLineEndings(" ").Where(c => !char.IsControl(c)));
        return line.Length <= 200 ? line : line[..200] + "…";
    }
}
