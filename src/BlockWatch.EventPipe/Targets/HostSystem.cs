namespace BlockWatch.EventPipe.Targets;

/// <summary>The operating system that blockwatch runs on, as far as it makes a difference.</summary>
internal enum HostSystem
{
    /// <summary>Has /proc and cgroups.</summary>
    Linux,

    /// <summary>Has the same sockets as Linux, and no /proc.</summary>
    MacOS,

    /// <summary>Has named pipes instead of sockets.</summary>
    Windows,

    /// <summary>One of which nothing is known: taken for one with sockets.</summary>
    Other,
}
