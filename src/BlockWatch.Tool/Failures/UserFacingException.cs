namespace BlockWatch.Tool.Failures;

/// <summary>An expected failure: its message is one line that says what happened and what to do next, and is all that is printed.</summary>
/// <remarks>Thrown for wrong usage and for what the environment refuses; anything else that escapes a command is a bug of ours.</remarks>
internal sealed class UserFacingException : Exception
{
    public UserFacingException(string message, ExitCode code, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
    }

    public ExitCode Code { get; }

    /// <summary>False when the command line itself was fine, so that its help would not help.</summary>
    public bool IsAboutArguments { get; init; } = true;
}
