using System.Runtime.InteropServices;
using BlockWatch.Tool.Memory;

namespace BlockWatch.Tool.Tests.Memory;

public sealed class NativeHeapTests
{
    private const int Pieces = 1 << 18;
    private const int PieceSize = 1024;

    [Fact]
    public void What_is_free_between_things_in_use_is_given_back()
    {
        // All but every thousandth is freed again: the C library keeps it, because something in use is above it.
        IntPtr[] pieces = new IntPtr[Pieces];
        for (int i = 0; i < Pieces; i++)
        {
            pieces[i] = Marshal.AllocHGlobal(PieceSize);
            Marshal.WriteByte(pieces[i], 1);
        }

        for (int i = 0; i < Pieces; i++)
        {
            if (i % 1000 != 999)
            {
                Marshal.FreeHGlobal(pieces[i]);
            }
        }

        long before = Environment.WorkingSet;
        NativeHeap.Trim();
        long after = Environment.WorkingSet;
        for (int i = 999; i < Pieces; i += 1000)
        {
            Marshal.FreeHGlobal(pieces[i]);
        }

        // Nearly all of the 256 MB; other tests take some meanwhile. Where there is no such call nothing is promised, and nothing thrown.
        if (OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "malloc_trim", out _))
        {
            Assert.True(before - after > Pieces / 2L * PieceSize, $"{before >> 20} MB before, {after >> 20} MB after");
        }
    }
}
