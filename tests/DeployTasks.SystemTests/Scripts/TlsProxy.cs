using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using DeployTasks.Lab;
using DeployTasks.Tests.Support;

namespace DeployTasks.SystemTests.Scripts;

/// <summary>nginx with the lines of docs/scripts.md and a certificate of an authority that nobody knows.</summary>
internal sealed class TlsProxy : IAsyncDisposable
{
    private const int Term = 15;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dt-proxy-");
    private readonly int _port = FreePort.Of();
    private Process? _nginx;

    /// <summary>Where the listener must be.</summary>
    public int ListenerPort { get; } = FreePort.Of();

    public string Url => $"https://127.0.0.1:{_port}/deploy/callback";

    /// <summary>The certificate of the authority.</summary>
    public string Authority => PathOf("ca.pem");

    /// <summary>A line for each call that came through TLS.</summary>
    public string[] Calls => File.ReadAllLines(PathOf("access.log"));

    public static async Task<TlsProxy> StartAsync()
    {
        var proxy = new TlsProxy();
        proxy.WriteCertificates();
        await File.WriteAllTextAsync(proxy.PathOf("nginx.conf"), proxy.Configuration());
        proxy._nginx = LabProcess.Start("/usr/sbin/nginx", ["-p", proxy._folder.FullName, "-e", proxy.PathOf("error.log"), "-c", proxy.PathOf("nginx.conf")]);
        await Poll.UntilAsync(() => File.Exists(proxy.PathOf("pid")) || proxy._nginx.HasExited);
        Assert.False(proxy._nginx.HasExited, File.ReadAllText(proxy.PathOf("error.log")));
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        if (_nginx is { } nginx)
        {
            LabProcess.Signal(nginx.Id, Term);
            await nginx.WaitForExitAsync();
            nginx.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string Configuration()
    {
        var documented = Regex.Match(
            File.ReadAllText(Path.Combine(Repository.Root, "docs", "scripts.md")), "```nginx\n(.+?)```", RegexOptions.Singleline, TimeSpan.FromSeconds(5));
        return $$"""
            daemon off;
            master_process off;
            pid pid;
            events {}
            http {
              access_log access.log;
              client_body_temp_path body;
              proxy_temp_path proxied;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              server {
                listen 127.0.0.1:{{_port}} ssl;
                ssl_certificate server.pem;
                ssl_certificate_key server.key;
                {{documented.Groups[1].Value.Replace("8090", $"{ListenerPort}", StringComparison.Ordinal)}}
              }
            }

            """;
    }

    private void WriteCertificates()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var ca = new CertificateRequest("CN=An authority of the lab", caKey, HashAlgorithmName.SHA256);
        ca.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        ca.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using var authority = ca.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=ci.example.com", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        server.CertificateExtensions.Add(names.Build());
        using var certificate = server.Create(authority, now.AddDays(-1), now.AddHours(12), [1, 2, 3]);
        File.WriteAllText(Authority, authority.ExportCertificatePem());
        File.WriteAllText(PathOf("server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf("server.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
