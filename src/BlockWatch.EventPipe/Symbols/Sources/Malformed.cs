namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Which exceptions a file that is missing, locked, cut short or forged can cause in the readers.</summary>
internal static class Malformed
{
    public static bool IsExpected(Exception exception) => exception is BadImageFormatException
        or IOException
        or InvalidDataException
        or UnauthorizedAccessException
        or System.Security.SecurityException
        or ArgumentException
        or FormatException
        or IndexOutOfRangeException
        or InvalidCastException
        or InvalidOperationException
        or NotSupportedException
        or OverflowException;
}
