namespace BlockWatch.Tool.Screen.Model;

/// <summary>What the screen shows.</summary>
internal enum ScreenPage
{
    /// <summary>The pool, what is stalled now, the sites.</summary>
    Sites,

    /// <summary>All of one site.</summary>
    Detail,

    /// <summary>The page of a site's rule.</summary>
    Explain,

    /// <summary>The keys.</summary>
    Help,
}
