using System.Text.Json.Nodes;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Source;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Sarif;

/// <summary>A frame as a location: a line of a file, relative to the repository where it is in it, and the method.</summary>
internal static class SarifLocation
{
    /// <summary>The name that code scanning expects for the repository's root.</summary>
    public const string BaseId = "SRCROOT";

    public static JsonObject Of(string method, string? file, int? line, string? sourceRoot)
    {
        JsonObject location = [];
        if (Artifact(file, sourceRoot) is { } artifact)
        {
            JsonObject physical = new() { ["artifactLocation"] = artifact };
            if (line is { } known)
            {
                physical["region"] = new JsonObject { ["startLine"] = known };
            }

            location["physicalLocation"] = physical;
        }

        location["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = SafeText.Of(method), ["kind"] = "function" });
        return location;
    }

    public static JsonObject Of(ReportFrame frame, string? sourceRoot) => Of(frame.Method, frame.File, frame.Line, sourceRoot);

    private static JsonObject? Artifact(string? file, string? sourceRoot)
    {
        if (SourcePath.Relative(file, sourceRoot) is { } relative)
        {
            return new JsonObject { ["uri"] = SourcePath.Escape(relative), ["uriBaseId"] = BaseId };
        }

        return SourcePath.Address(file) is { } address ? new JsonObject { ["uri"] = address } : null;
    }
}
