namespace BlockWatch.Detection.Stacks;

/// <summary>Whose code a frame is, decided by its module.</summary>
public enum FrameOrigin : byte
{
    /// <summary>The address could not be resolved to a method.</summary>
    Unknown,

    /// <summary>The code of the people who run the target: what a finding names.</summary>
    User,

    /// <summary>A third party's library, which the user called.</summary>
    Library,

    /// <summary>.NET itself: the runtime, its class library, ASP.NET Core, Microsoft.Extensions.</summary>
    Framework,

    /// <summary>Made while the program runs: dynamic methods, stubs. It has no source.</summary>
    Dynamic,

    /// <summary>Not on the stack: concluded from what else was seen at that time. Its name says what.</summary>
    Inferred,
}
