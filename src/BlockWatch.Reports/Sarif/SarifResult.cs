using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Sarif;

/// <summary>One finding as a result.</summary>
internal sealed class SarifResult
{
    private const int MaxStacks = 3;
    private const int MaxFrames = 60;
    private const string FingerprintName = "blockwatchSite/v1";

    private readonly ReportFinding _finding;
    private readonly string? _target;
    private readonly ReportWriting _writing;

    public SarifResult(ReportFinding finding, string? target, ReportWriting writing)
    {
        _finding = finding;
        _target = target;
        _writing = writing;
    }

    /// <param name="ordinal">From 1: which of the results at this place it is.</param>
    public JsonObject ToJson(int ordinal)
    {
        JsonObject result = new() { ["ruleId"] = _finding.RuleId };
        if (SarifRules.IndexOf(_finding.RuleId) is { } index)
        {
            result["ruleIndex"] = index;
        }

        result["kind"] = "fail";
        result["level"] = SarifRules.Level(_finding.Severity);
        result["message"] = new JsonObject { ["text"] = Message() };
        if (_finding.Site.UserFrame is { } user)
        {
            result["locations"] = new JsonArray(SarifLocation.Of(user, _writing.SourceRoot));
        }

        result["partialFingerprints"] = new JsonObject { [FingerprintName] = Fingerprint(ordinal) };
        if (_finding.Owners.Count > 0)
        {
            result["relatedLocations"] = new JsonArray([.. Owners()]);
        }

        if (_finding.Stacks.Count > 0)
        {
            result["stacks"] = new JsonArray([.. _finding.Stacks.Take(MaxStacks).Select(stack => (JsonNode)Stack(stack))]);
        }

        result["occurrenceCount"] = Math.Max(1, Math.Min(_finding.Count, int.MaxValue));
        result["properties"] = new JsonObject
        {
            ["totalMs"] = _finding.TotalMs,
            ["p95Ms"] = _finding.P95Ms,
            ["maxMs"] = _finding.MaxMs,
            ["poolThreadSeconds"] = _finding.PoolThreadSeconds,
            ["confidence"] = FindingFacts.Name(_finding.Confidence),
            ["sampled"] = _finding.Sampled,
        };
        return result;
    }

    private string Message()
    {
        List<string> lines = [$"{(_target is null ? "" : $"{_target}: ")}{SafeText.Of(_finding.Title)}: {FindingFacts.Numbers(_finding, _writing.Scale)}. {FindingFacts.Trust(_finding)}."];
        if (_finding.Advice.Length > 0)
        {
            lines.Add($"Do: {SafeText.Of(_finding.Advice)}");
        }

        if (FindingFacts.Replacement(_finding) is { } replacement)
        {
            lines.Add($"Instead: {replacement}");
        }

        return string.Join('\n', lines);
    }

    // The place without its line: the alert stays the same when the code above it changes.
    private string Fingerprint(int ordinal)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(SiteMatcher.KeyOf(_finding)));
        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexString(hash).ToLowerInvariant()}:{ordinal}");
    }

    private IEnumerable<JsonNode> Owners() => _finding.Owners
        .Select(owner => owner.Frames.FirstOrDefault(frame => frame.Origin == Detection.Stacks.FrameOrigin.User) ?? (owner.Frames.Count > 0 ? owner.Frames[0] : null))
        .OfType<ReportStackFrame>()
        .Select((frame, at) =>
        {
            JsonObject location = SarifLocation.Of(frame.Method, frame.File, frame.Line, _writing.SourceRoot);
            location["id"] = at;
            location["message"] = new JsonObject { ["text"] = "The lock was held here." };
            return location;
        });

    private JsonObject Stack(ReportStack stack)
    {
        string cut = stack.Cut ? ", outer frames cut by the runtime" : "";
        string more = stack.Frames.Count > MaxFrames ? string.Create(CultureInfo.InvariantCulture, $", {stack.Frames.Count - MaxFrames} outer frames left out") : "";
        return new JsonObject
        {
            ["message"] = new JsonObject { ["text"] = $"Seen {Measures.Count(stack.Count, "time")}{cut}{more}." },
            ["frames"] = new JsonArray([.. stack.Frames.Take(MaxFrames).Select(frame => (JsonNode)new JsonObject
            {
                ["location"] = SarifLocation.Of(frame.Method, frame.File, frame.Line, _writing.SourceRoot),
                ["module"] = SafeText.Of(frame.Module),
            })]),
        };
    }
}
