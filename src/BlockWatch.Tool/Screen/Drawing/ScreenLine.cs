namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>One line of the screen: pieces of text with their looks. Immutable; equal when it looks the same.</summary>
/// <param name="pieces">From left to right; each already harmless for a terminal, all together not wider than the screen.</param>
internal sealed class ScreenLine(IReadOnlyList<(string Text, ScreenStyle Style)> pieces) : IEquatable<ScreenLine>
{
    public IReadOnlyList<(string Text, ScreenStyle Style)> Pieces { get; } = pieces;

    /// <summary>Without its looks, and without blanks at its end.</summary>
    public string Text => string.Concat(Pieces.Select(piece => piece.Text)).TrimEnd(' ');

    /// <summary>In cells.</summary>
    public int Width => Pieces.Sum(piece => CellText.Width(piece.Text));

    public bool Equals(ScreenLine? other) => other is not null && Pieces.SequenceEqual(other.Pieces);

    public override bool Equals(object? obj) => Equals(obj as ScreenLine);

    public override int GetHashCode() => Pieces.Aggregate(0, HashCode.Combine);
}
