using System.Diagnostics;
using System.Net.Sockets;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Launching;

/// <summary>Takes what a launched command writes, and passes it on untouched.</summary>
internal static class LaunchedOutput
{
    /// <summary>Ends when the command, and what inherited its output, has closed it, or when it is told to; at once when the output is ours.</summary>
    public static async Task CopyAsync(LaunchOptions launch, Process process, CancellationToken stop)
    {
        if (launch.Output is { } output)
        {
            Stream both = Stream.Synchronized(output);
            await Task.WhenAll(CopyAsync(process.StandardOutput.BaseStream, both, stop), CopyAsync(process.StandardError.BaseStream, both, stop)).ConfigureAwait(false);
        }
        else if (!launch.InheritOutput)
        {
            await using Stream error = OpenStandardError();
            await CopyAsync(process.StandardOutput.BaseStream, error, stop).ConfigureAwait(false);
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken stop)
    {
        var buffer = new byte[4096];
        bool isOpen = true;
        try
        {
            while (await from.ReadAsync(buffer, stop).ConfigureAwait(false) is > 0 and int count)
            {
                isOpen = isOpen && await TryWriteAsync(to, buffer.AsMemory(0, count)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The command's end of the pipe broke: there is nothing more to copy.
        }
        catch (OperationCanceledException)
        {
            // Nobody wants what may still come.
        }
    }

    // A place that takes no more (our standard error was closed, a disk is full) is no reason to end the command, nor to let it wait at a full pipe.
    private static async Task<bool> TryWriteAsync(Stream to, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await to.WriteAsync(bytes).ConfigureAwait(false);
            await to.FlushAsync().ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return false;
        }
    }

#pragma warning disable RS0030 // The one place outside the tool that touches a console stream: the command's output passes through untouched.
    private static Stream OpenStandardError() => Console.OpenStandardError();
#pragma warning restore RS0030
}
