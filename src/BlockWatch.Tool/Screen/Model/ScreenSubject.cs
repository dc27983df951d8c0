namespace BlockWatch.Tool.Screen.Model;

/// <summary>Who is watched, and since when.</summary>
/// <param name="Name">What it is called until it says so itself.</param>
/// <param name="StartedAt">When the target was started; null when that is not known.</param>
/// <param name="WatchedSince">When the watch began.</param>
internal sealed record ScreenSubject(string Name, DateTimeOffset? StartedAt, DateTimeOffset WatchedSince);
