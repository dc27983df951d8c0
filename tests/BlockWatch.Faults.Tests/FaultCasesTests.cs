using BlockWatch.Faults.Cases;

namespace BlockWatch.Faults.Tests;

/// <summary>The registry of cases.</summary>
public class FaultCasesTests
{
    [Fact]
    public void Every_case_of_the_folder_is_registered()
    {
        IEnumerable<Type> written = typeof(IFaultCase).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IFaultCase)));
        Assert.Empty(written.Except(FaultCases.All.Select(known => known.GetType())));
    }

    [Fact]
    public void Names_are_unique_and_lead_back_to_their_cases() =>
        Assert.Equal(FaultCases.All, FaultCases.All.Select(known => FaultCases.ByName(known.Name)));

    [Fact]
    public void The_page_has_every_case()
    {
        string page = File.ReadAllText(RepositoryRoot.Combine("docs", "faults.md"));
        Assert.All(FaultCases.All, known => Assert.Contains($"| {known.Name} |", page, StringComparison.Ordinal));
    }
}
