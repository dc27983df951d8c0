namespace BlockWatch.Tool.Screen.Model;

/// <summary>What a key asks of the world outside the screen.</summary>
internal enum ScreenRequest
{
    None,

    /// <summary>End the watch in good order, with its report.</summary>
    Quit,

    /// <summary>Write a report of what is known now.</summary>
    Save,
}
