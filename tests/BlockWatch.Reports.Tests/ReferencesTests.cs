namespace BlockWatch.Reports.Tests;

/// <summary>What the layer that writes reports was built with.</summary>
public class ReferencesTests
{
    [Fact]
    public void Reports_know_no_network() => Assert.DoesNotContain(
        typeof(ReportFormats).Assembly.GetReferencedAssemblies(), reference => reference.Name!.StartsWith("System.Net.", StringComparison.Ordinal));
}
