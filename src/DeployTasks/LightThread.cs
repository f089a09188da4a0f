using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeployTasks;

/// <summary>
/// A background thread whose starter goes on at once. <see cref="Thread.Start()"/> waits until the new thread runs, and in native
/// code it yields the processor meanwhile: on a machine busy with ten workers a hundred times and more
/// (Thread.NativeAot.cs, StartCore).
/// </summary>
internal static unsafe partial class LightThread
{
    // Not left to the C library: musl's threads have 128 KB.
    private const nuint Stack = 4 << 20;

    // pthread_attr_t, larger than on any system we know.
    private const int AttributesSize = 256;

    public static void Start(Action body)
    {
        if (OperatingSystem.IsWindows() || !TryStart(body))
        {
            new Thread(() => body()) { IsBackground = true }.Start();
        }
    }

    private static bool TryStart(Action body)
    {
        var attributes = stackalloc byte[AttributesSize];
        var held = GCHandle.Alloc(body);
        _ = Initialize(attributes);
        _ = SetStackSize(attributes, Stack);
        var error = Create(out var thread, attributes, &Run, GCHandle.ToIntPtr(held));
        _ = Destroy(attributes);
        if (error != 0)
        {
            held.Free();
            return false;
        }

        // Nobody will join it.
        _ = Detach(thread);
        return true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Run(nint held)
    {
        var handle = GCHandle.FromIntPtr(held);
        var body = (Action)handle.Target!;
        handle.Free();
        body();
        return 0;
    }

    [LibraryImport("libc", EntryPoint = "pthread_create")]
    private static partial int Create(out nint thread, byte* attributes, delegate* unmanaged[Cdecl]<nint, nint> start, nint argument);

    [LibraryImport("libc", EntryPoint = "pthread_detach")]
    private static partial int Detach(nint thread);

    [LibraryImport("libc", EntryPoint = "pthread_attr_init")]
    private static partial int Initialize(byte* attributes);

    [LibraryImport("libc", EntryPoint = "pthread_attr_setstacksize")]
    private static partial int SetStackSize(byte* attributes, nuint size);

    [LibraryImport("libc", EntryPoint = "pthread_attr_destroy")]
    private static partial int Destroy(byte* attributes);
}
