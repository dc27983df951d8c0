namespace BlockWatch.Detection.Requests;

/// <summary>A thread began or ended a request's endpoint.</summary>
/// <param name="Time">Nanoseconds since the session began.</param>
/// <param name="Name">The endpoint.</param>
/// <param name="IsStart">True: it began.</param>
internal readonly record struct RequestMark(long Time, RequestName Name, bool IsStart);
