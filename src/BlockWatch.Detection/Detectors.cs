using BlockWatch.Detection.Async;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Rules;

namespace BlockWatch.Detection;

/// <summary>Puts a detector together with the rules and the knowledge that ship.</summary>
public static class Detectors
{
    public static Detector Create(DetectionOptions options, IDetectionListener listener, IAsyncNames? names = null)
    {
        var rules = new CatalogRules();
        return new Detector(options, listener, new StackExplainer(options), rules, rules, names);
    }
}
