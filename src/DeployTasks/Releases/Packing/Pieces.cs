using System.Collections.Concurrent;

namespace DeployTasks.Releases.Packing;

/// <summary>Memory for <see cref="Member"/>s that is used again: fresh memory for each took a fifth of the time of packing.</summary>
internal sealed class Pieces
{
    private readonly ConcurrentBag<MemoryStream> _free = [];

    public MemoryStream Take() => _free.TryTake(out var piece) ? piece : new MemoryStream();

    public void Return(MemoryStream piece)
    {
        piece.SetLength(0);
        _free.Add(piece);
    }
}
