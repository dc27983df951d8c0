using System.Globalization;
using System.Net.Sockets;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Which exceptions mean that the target said no, and what to tell the user.</summary>
internal static class TargetFailure
{
    public static bool Is(Exception e) =>
        e is DiagnosticsClientException or IOException or SocketException or TimeoutException or UnauthorizedAccessException;

    public static WatchException Describe(int processId, Exception e)
    {
        string who = string.Create(CultureInfo.InvariantCulture, $"process {processId}");
        string message = e switch
        {
            TimeoutException => $"{who} does not answer: is it stopped (SIGSTOP), or overloaded? Try again when it runs",
            ServerNotAvailableException or SocketException or IOException =>
                $"{who} does not take diagnostic connections any more: did it exit? 'blockwatch ps' lists those that can be watched",
            UnauthorizedAccessException => $"{who} does not let us connect: run blockwatch as its user or as root",
            _ => $"{who} refused the session ({OneLine(e.Message)}): are 64 sessions open on it already?",
        };
        return new WatchException(message, e);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
