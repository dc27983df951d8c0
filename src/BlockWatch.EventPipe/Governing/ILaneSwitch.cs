namespace BlockWatch.EventPipe.Governing;

/// <summary>Changes what the sessions of a watch are asked for.</summary>
internal interface ILaneSwitch
{
    /// <summary>What they are asked for now.</summary>
    LaneChoice Choice { get; }

    /// <summary>Asks for something else, as far as the target allows it: <see cref="Choice"/> says what became of it.</summary>
    /// <returns>False when the target refused a part of it.</returns>
    Task<bool> ChangeAsync(LaneChoice wanted);
}
