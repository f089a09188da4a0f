using DeployTasks.Master.Server;
using Microsoft.AspNetCore.Connections;

namespace DeployTasks.Tests.Master.Server;

public class LobbyTests
{
    [Fact]
    public async Task Who_was_turned_away_is_not_heard_although_its_token_is_good()
    {
        await VisitAsync(visitor =>
        {
            visitor.TurnAway();
            Assert.Throws<ConnectionAbortedException>(visitor.LetIn);
        });
    }

    [Fact]
    public async Task Who_was_let_in_is_not_turned_away_and_may_ask_again()
    {
        var connection = await VisitAsync(visitor =>
        {
            visitor.LetIn();
            visitor.TurnAway();
            visitor.LetIn();
        });
        Assert.False(connection.ConnectionClosed.IsCancellationRequested);
    }

    private static async Task<ConnectionContext> VisitAsync(Action<Lobby.Visitor> visit)
    {
        var connection = new DefaultConnectionContext();
        await new Lobby(TimeSpan.FromMinutes(1)).Around(connection =>
        {
            visit(connection.Features.Get<Lobby.Visitor>()!);
            return Task.CompletedTask;
        })(connection);
        return connection;
    }
}
