namespace BlockWatch.Reports.Html.Findings;

/// <summary>How a fact is shown. The numbers are in the page's data: detail.js knows them.</summary>
internal enum FactKind
{
    Text = 0,

    /// <summary>A name, a path or a call.</summary>
    Code = 1,

    /// <summary>An address that may be followed.</summary>
    Link = 2,
}
