using System.Collections;
using System.Reflection;
using System.Text;
using DeployTasks.Tests.Support;

namespace DeployTasks.Tests.Wire;

public class WireFormTests
{
    [Fact]
    public void Every_message_has_the_form_that_was_reviewed() =>
        Snapshot.Verify(string.Concat(WireSamples.All.Select(message => Encoding.UTF8.GetString(WireSamples.Write(message)) + "\n")));

    [Fact]
    public void Every_message_comes_back_as_it_was_sent()
    {
        foreach (var message in WireSamples.All)
        {
            var sent = WireSamples.Write(message);
            var received = WireSamples.Read(message, sent);
            Assert.Equal(message.GetType(), received.GetType());
            Assert.Equal(Encoding.UTF8.GetString(sent), Encoding.UTF8.GetString(WireSamples.Write(received)));
            AssertSame(message, received, message.GetType().Name);
        }
    }

    [Fact]
    public void A_line_of_JSON_holds_no_line_feed() =>
        Assert.All(WireSamples.All, message => Assert.DoesNotContain((byte)'\n', WireSamples.Write(message)));

    /// <summary>The samples fill every member, so a member that the codec forgets is seen here.</summary>
    private static void AssertSame(object? expected, object? received, string path)
    {
        if (expected is null || received is null || expected is string || expected.GetType().IsPrimitive
            || expected is Enum or TimeSpan)
        {
            Assert.True(Equals(expected, received), $"{path}: {expected} became {received}");
        }
        else if (expected is ReadOnlyMemory<byte> bytes)
        {
            Assert.Equal(bytes.ToArray(), ((ReadOnlyMemory<byte>)received).ToArray());
        }
        else if (expected is IEnumerable items)
        {
            var pairs = items.Cast<object>().ToList();
            var others = ((IEnumerable)received).Cast<object>().ToList();
            Assert.True(pairs.Count == others.Count, $"{path}: {pairs.Count} became {others.Count}");
            for (var i = 0; i < pairs.Count; i++)
            {
                AssertSame(pairs[i], others[i], $"{path}[{i}]");
            }
        }
        else
        {
            Assert.Equal(expected.GetType(), received.GetType());
            foreach (var property in expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                AssertSame(property.GetValue(expected), property.GetValue(received), $"{path}.{property.Name}");
            }
        }
    }
}
