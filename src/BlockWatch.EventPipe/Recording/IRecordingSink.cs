namespace BlockWatch.EventPipe.Recording;

/// <summary>Puts recordings where the user wants them.</summary>
public interface IRecordingSink
{
    /// <summary>Writes a recording. Called on any thread, for several targets at once; its expected failures are its own, the watch goes on.</summary>
    /// <returns>One line for the user: what was written, or why not.</returns>
    string Write(FlightRecording recording);
}
