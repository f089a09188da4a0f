namespace DeployTasks.SshNet.Keys;

/// <summary>The first byte of what an ssh-agent is asked and answers (draft-ietf-sshm-ssh-agent).</summary>
internal static class AgentMessage
{
    public const byte RequestIdentities = 11;
    public const byte IdentitiesAnswer = 12;
    public const byte SignRequest = 13;
    public const byte SignResponse = 14;

    /// <summary>More bytes than this are no message of an agent.</summary>
    public const int Longest = 256 * 1024;
}
