namespace DeployTasks.Tests.Master.Server.Faults;

/// <summary>Flips, losses, gains, splices and cuts.</summary>
internal static class Mutations
{
    public static string Of(string request, Random random)
    {
        var bytes = request.ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (char)random.Next(256);
                    break;
                case 1:
                    bytes[at] = (char)(bytes[at] ^ (1 << random.Next(8)));
                    break;
                case 2:
                    bytes.RemoveAt(at);
                    break;
                case 3:
                    bytes.Insert(at, "\r\n\0 :%;\t+"[random.Next(9)]);
                    break;
                case 4:
                    bytes.InsertRange(at, request[random.Next(request.Length)..]);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.AddRange(" \r\n\r\n");
                    break;
            }
        }
        return new string([.. bytes]);
    }
}
