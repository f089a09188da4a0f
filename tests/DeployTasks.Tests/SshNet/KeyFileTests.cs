using System.Diagnostics;
using System.Security.Cryptography;
using DeployTasks.Lab;
using DeployTasks.SshNet.Keys;
using Renci.SshNet.Common;

namespace DeployTasks.Tests.SshNet;

/// <summary>Every form in which ssh-keygen writes a private key, read and used.</summary>
public sealed class KeyFileTests : IDisposable
{
    private const string Passphrase = "it's a secret";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dtkeys-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("ed25519", "", ""), InlineData("ed25519", "", Passphrase)]
    [InlineData("ecdsa", "", ""), InlineData("ecdsa", "", Passphrase)]
    [InlineData("ecdsa", "PEM", ""), InlineData("ecdsa", "PEM", Passphrase)]
    [InlineData("ecdsa", "PKCS8", ""), InlineData("ecdsa", "PKCS8", Passphrase)]
    [InlineData("rsa", "", ""), InlineData("rsa", "", Passphrase)]
    [InlineData("rsa", "PEM", ""), InlineData("rsa", "PEM", Passphrase)]
    [InlineData("rsa", "PKCS8", ""), InlineData("rsa", "PKCS8", Passphrase)]
    public async Task A_key_of_any_form_is_the_one_in_its_public_file_and_signs(string type, string form, string passphrase)
    {
        var file = await CreateAsync(type, form, passphrase);

        var key = LoginKey.FromFile(KeyFile.Parse(File.ReadAllText(file), passphrase.Length == 0 ? null : passphrase), file);

        var written = File.ReadAllText(file + ".pub").Split(' ');
        Assert.Equal(written[1], Convert.ToBase64String(key.Data));
        Assert.Equal(type == "rsa" ? "rsa-sha2-256" : written[0], key.Name);
        Assert.Contains($"{file} {type.ToUpperInvariant()} SHA256:", key.Description);
        Assert.False(key.WasSigned);
        Assert.NotEmpty(key.Sign([1, 2, 3]));
        Assert.True(key.WasSigned);
    }

    [Fact]
    public async Task An_ed25519_key_of_OpenSSL_is_the_key_it_was_made_of_and_signs_like_it()
    {
        var file = await CreateAsync("ed25519", "", "");
        var openSsh = File.ReadAllText(file);

        var key = LoginKey.FromFile(KeyFile.Parse(Pkcs8Keys.OfEd25519(openSsh), passphrase: null), file);

        Assert.Equal(File.ReadAllText(file + ".pub").Split(' ')[1], Convert.ToBase64String(key.Data));
        Assert.Equal(LoginKey.FromFile(KeyFile.Parse(openSsh, passphrase: null), file).Sign([1, 2, 3]), key.Sign([1, 2, 3]));
    }

    [Theory]
    [InlineData("ed25519", ""), InlineData("rsa", "PEM"), InlineData("rsa", "PKCS8")]
    public async Task A_wrong_passphrase_opens_nothing(string type, string form)
    {
        var file = await CreateAsync(type, form, Passphrase);

        var problem = Assert.ThrowsAny<Exception>(() => KeyFile.Parse(File.ReadAllText(file), "wrong"));

        Assert.True(problem is SshException or CryptographicException, problem.ToString());
    }

    [Fact]
    public async Task A_file_that_others_may_read_or_that_is_locked_is_not_used()
    {
        var open = await CreateAsync("ed25519", "", "");
        File.SetUnixFileMode(open, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        var locked = await CreateAsync("ed25519", "", Passphrase);

        Assert.Null(KeyFile.Read(open));
        Assert.Null(KeyFile.Read(locked));
        Assert.Null(KeyFile.Read("/no/such/file"));
        Assert.Null(KeyFile.Read(locked + ".pub"));
    }

    private async Task<string> CreateAsync(string type, string form, string passphrase)
    {
        var file = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"));
        string[] written = form.Length == 0 ? [] : ["-m", form];
        using Process keygen = LabProcess.Start("ssh-keygen", ["-q", "-t", type, .. written, "-N", passphrase, "-f", file]);
        await keygen.WaitForExitAsync(TestContext.Current.CancellationToken);
        return file;
    }
}
