using System.Globalization;
using System.Xml.Linq;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.Junit;

public class JunitTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_XML_whatever_the_target_calls_itself_and_its_counts_are_right(bool isHostile)
    {
        WatchResult result = isHostile ? HostileResult.Result : Results.Rich;
        result = result with { Target = result.Target with { Name = result.Target.Name + "\ufffe" } };
        XElement suite = Assert.Single(XDocument.Parse(Made.Text(result, "junit")).Root!.Elements());

        Assert.Equal(suite.Elements("testcase").Count(), Number(suite, "tests"));
        Assert.Equal(suite.Descendants("failure").Count(), Number(suite, "failures"));
        Assert.Equal(suite.Descendants("error").Count(), Number(suite, "errors"));
        Assert.Equal(isHostile ? 1 : 4, Number(suite, "failures"));
    }

    [Fact]
    public void A_record_with_holes_is_an_error_of_its_own() =>
        Assert.Equal("1,204 events were lost, the trace broke off and work items were watched for 3.2 s of 10.0 s only", (string)XDocument.Parse(Made.Text(Results.Incomplete, "junit")).Descendants("error").Single().Attribute("message")!);

    private static int Number(XElement suite, string name) => int.Parse((string)suite.Attribute(name)!, CultureInfo.InvariantCulture);
}
