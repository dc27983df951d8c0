namespace BlockWatch.Reports.Html.Drawing;

/// <summary>The least, the mean and the most of some values.</summary>
internal readonly record struct Extent(double Min, double Mean, double Max);
