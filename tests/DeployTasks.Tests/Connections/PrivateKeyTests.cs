using DeployTasks.Connections.OpenSsh;

namespace DeployTasks.Tests.Connections;

public sealed class PrivateKeyTests
{
    // Made for this test and used nowhere.
    private const string Plain = """
        -----BEGIN OPENSSH PRIVATE KEY-----
        b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
        QyNTUxOQAAACDt5DUfGkBb8hqvsRpKbN2GzyGz5p5mpHbNjaNKXaPQvQAAAJDsyl3b7Mpd
        2wAAAAtzc2gtZWQyNTUxOQAAACDt5DUfGkBb8hqvsRpKbN2GzyGz5p5mpHbNjaNKXaPQvQ
        -----END OPENSSH PRIVATE KEY-----

        """;

    public static TheoryData<string, string> Damaged => new()
    {
        { "as it was made", Plain },
        { "no last newline", Plain.TrimEnd() },
        { "CRLF", Plain.Replace("\n", "\r\n") },
        { "all on one line", Plain.Trim().Replace('\n', ' ') },
        { "all on one line without blanks", Plain.Trim().Replace("\n", "") },
        { "newlines spelled out", Plain.Replace("\n", "\\n") },
        { "indented", "    " + Plain.Replace("\n", "\n    ") },
        { "blank lines around it", "\n\n" + Plain + "\n\n" },
        { "quoted", "\"" + Plain.Trim() + "\"" },
    };

    [Theory, MemberData(nameof(Damaged))]
    public void What_forms_and_shells_do_to_a_key_is_undone(string damage, string text)
    {
        Assert.Equal((damage, Plain), (damage, PrivateKey.Parse(text, "DEPLOY_SSH_KEY").Text));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \n ", "empty")]
    [InlineData("ssh-ed25519 AAAA me", "a public key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "a public key")]
    [InlineData("PuTTY-User-Key-File-3: ssh-ed25519", "a PuTTY key")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA", "a part of a private key")]
    [InlineData("hello", "something else")]
    public void What_is_no_private_key_is_named(string text, string what)
    {
        var mistake = Assert.Throws<DeployException>(() => PrivateKey.Parse(text, "DEPLOY_SSH_KEY"));

        Assert.Equal("DT4007", mistake.Errors[0].Code);
        Assert.Contains($"DEPLOY_SSH_KEY is {what}, not a private key", mistake.Message);
    }

    [Theory]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0\n-----END OPENSSH PRIVATE KEY-----")]
    public void A_passphrase_is_noticed_in_every_form_of_key(string text)
    {
        Assert.True(PrivateKey.Parse(text, "x").IsEncrypted);
        Assert.False(PrivateKey.Parse(Plain, "x").IsEncrypted);
    }
}
