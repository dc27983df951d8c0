using System.Runtime.InteropServices;

namespace BlockWatch.Tool.Signals;

/// <summary>Signals by their numbers, which <see cref="PosixSignal"/> hides for the common ones.</summary>
internal static class SignalNumbers
{
    // SIGUSR1 and SIGUSR2 differ between Linux and the BSD family; PosixSignal takes raw numbers for those it does not name.
    private static readonly bool IsBsd = OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD();

    public static PosixSignal User1 { get; } = (PosixSignal)(IsBsd ? 30 : 10);

    public static PosixSignal User2 { get; } = (PosixSignal)(IsBsd ? 31 : 12);

    /// <summary>Ctrl+Z. By its number, because Windows has no such signal.</summary>
    public static PosixSignal TerminalStop { get; } = (PosixSignal)(IsBsd ? 18 : 20);

    /// <summary>Stops a process; it cannot be taken over.</summary>
    public static int Stop { get; } = IsBsd ? 17 : 19;

    /// <summary>The number that kill(2) takes: the same everywhere for the named ones that we listen to.</summary>
    public static int Of(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        PosixSignal.SIGTERM => 15,
        _ when (int)signal > 0 => (int)signal,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "not a signal that is listened to"),
    };
}
