using BlockWatch.Detection.Requests;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>Which requests a finding's stalls were in, and whose library blocked, in phrases that the formats share.</summary>
internal static class RequestFacts
{
    /// <summary><c>GET /orders/{id} (41 stalls), POST /orders (2 stalls, inferred)</c>; null when nothing is known.</summary>
    public static string? Of(ReportFinding finding) => finding.Requests.Count == 0 ? null : string.Join(", ", finding.Requests.Select(Of));

    /// <summary><c>Dapper 2.1.35</c>; null when the user's code or .NET itself blocks.</summary>
    public static string? Library(ReportFinding finding) => finding.Library is not { } library
        ? null
        : SafeText.Of(library.Version is null ? library.Name : $"{library.Name} {library.Version}");

    private static string Of(ReportRequest request)
    {
        string name = SafeText.Of(request.Endpoint ?? $"{request.Method} {request.Route}");
        string inferred = request.Certainty == RequestCertainty.Inferred ? ", inferred" : "";
        return $"{name} ({Measures.Count(request.Count, "stall")}{inferred})";
    }
}
