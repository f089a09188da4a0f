using System.Net;
using System.Net.Sockets;

namespace DeployTasks.Lab;

/// <summary>A port nobody listens on at this moment.</summary>
public static class FreePort
{
    public static int Of(string address = "127.0.0.1")
    {
        using var probe = new TcpListener(IPAddress.Parse(address), 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
