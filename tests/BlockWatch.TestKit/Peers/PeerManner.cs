namespace BlockWatch.TestKit.Peers;

/// <summary>How a peer behaves when it is asked something.</summary>
public enum PeerManner
{
    /// <summary>Answers, and hangs up.</summary>
    AnswersAndCloses,

    /// <summary>Answers, and stays on the line.</summary>
    AnswersAndStays,

    /// <summary>Says nothing, and stays on the line.</summary>
    Silent,

    /// <summary>Hangs up without a word.</summary>
    Closes,

    /// <summary>Says the same again and again.</summary>
    Endless,

    /// <summary>Answers byte by byte.</summary>
    Stutters,
}
