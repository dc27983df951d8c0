namespace BlockWatch.TestKit.Processes;

/// <summary>What a program that ended left behind.</summary>
/// <param name="Command">For messages.</param>
/// <param name="ExitCode">128 + N when signal N killed it.</param>
/// <param name="Output">Standard output, lines ended by \n.</param>
/// <param name="Error">Standard error, lines ended by \n.</param>
public sealed record ProcessResult(ProcessCommand Command, int ExitCode, string Output, string Error)
{
    /// <summary>This result, if the program succeeded.</summary>
    /// <exception cref="InvalidOperationException">It did not; the message has all that it printed.</exception>
    public ProcessResult EnsureSuccess() => ExitCode == 0 ? this : throw new InvalidOperationException(ToString());

    public override string ToString() => $"{Command}\nexit code {ExitCode}\n--- standard output\n{Output}--- standard error\n{Error}";
}
