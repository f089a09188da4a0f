namespace DeployTasks.Build.Bench;

/// <summary>
/// The least a tool on OpenSSH can take that keeps a barrier: one plain <c>ssh HOST sh</c> per host, and after every command, each
/// in a subshell as everybody's are, it waits for all of them. It knows no settings, no time-outs and no failures.
/// </summary>
internal static class BarrierFloor
{
    public static readonly Contender Contender = new("floor with a barrier", Prepare);

    private const string Script = """
        use IPC::Open2;
        my ($config, $steps, $command, @hosts) = @ARGV;
        my @shells = map {
          my $pid = open2(my $out, my $in, 'ssh', '-T', '-F', $config, $_, 'sh');
          { pid => $pid, in => $in, out => $out }
        } @hosts;
        for my $step (1 .. $steps) {
          syswrite $_->{in}, "($command) </dev/null\necho END $step\n" for @shells;
          for my $shell (@shells) {
            while (1) { my $line = readline $shell->{out}; defined $line or die; last if $line eq "END $step\n"; }
          }
        }
        close $_->{in} for @shells;
        for (@shells) { waitpid $_->{pid}, 0; die if $? }
        """;

    private static string Prepare(Scene scene, Workload workload) =>
        $"perl {scene.Write("barrier.pl", Script)} {scene.SshConfig} {workload.Tasks * workload.StepsPerTask} '{workload.Command}' " +
        string.Join(' ', scene.Hosts.Select(host => host.Alias));
}
