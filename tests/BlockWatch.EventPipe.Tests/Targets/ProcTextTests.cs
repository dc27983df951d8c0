using System.Text;
using BlockWatch.EventPipe.Targets;
using BlockWatch.TestKit;

namespace BlockWatch.EventPipe.Tests.Targets;

/// <summary>What is not as the kernel writes it is not known, and nothing worse.</summary>
public sealed class ProcTextTests
{
    private const string Line = "4711 (a) R 1 (b) S 1 4711 4711 0 -1 4194304 9000 0 12 0 1234 567 0 0 20 0 31 0 987654 275000000 25000";

    [Fact]
    public void A_line_of_stat_is_read() => Assert.Equal(new ProcStat('S', 18_010, 987_654, 1), ProcText.Stat(Utf8(Line)));

    [Theory]
    [InlineData("")]
    [InlineData(")")]
    [InlineData("4711 (a) S 1 4711")]
    [InlineData("4711 (a) S x 4711 4711 0 -1 4194304 9000 0 12 0 1234 567 0 0 20 0 31 0 987654 275000000")]
    [InlineData("4711 (a) S 1 4711 4711 0 -1 4194304 9000 0 12 0 nan 567 0 0 20 0 31 0 987654 275000000")]
    [InlineData("4711 (a) S 1 4711 4711 0 -1 4194304 9000 0 12 0 1234 567 0 0 20 0 31 0 99999999999999999999999 275000000")]
    [InlineData("4711 (a) S 99999999999 4711 4711 0 -1 4194304 9000 0 12 0 1234 567 0 0 20 0 31 0 987654 275000000")]
    public void Any_other_line_is_none(string line) => Assert.Null(ProcText.Stat(Utf8(line)));

    [Theory]
    [InlineData("Tgid:\t17\n", 17)]
    [InlineData("Tgid:\n", null)]
    [InlineData("Tgid:\tx\n", null)]
    [InlineData("Tgid:\t-1\n", null)]
    [InlineData("Name:\tTgid:\t5\n", null)]
    public void A_number_of_status_is_read_or_is_not_there(string status, int? expected) => Assert.Equal(expected, ProcText.StatusNumber(Utf8(status), "Tgid:"));

    [Theory]
    [InlineData("202 0x5581ee50be10 0x189 0x0 0x7eee4b3fd6f0 0x0 0xffffffff 0x7eee4b3fd620 0x7f2f97aa3f16\n", 0x7eee4b3fd620)]
    [InlineData("-1 0x7ffc07584d00 0x7fae4220caec\n", 0x7ffc07584d00)]
    [InlineData("running\n", null)]
    [InlineData("", null)]
    [InlineData("202 0x 0x7f2f97aa3f16", null)]
    [InlineData("202 0xfffffffffffffffff 0x7f2f97aa3f16", null)]
    [InlineData("202 4711 0x7f2f97aa3f16", null)]
    public void The_stack_pointer_of_syscall_is_read_or_is_not_there(string syscall, long? expected) => Assert.Equal(expected, ProcText.StackPointer(Utf8(syscall)));

    [LinuxFact]
    public void A_file_without_end_is_read_up_to_its_bound()
    {
        Assert.Equal(100_000, ProcFile.ReadAtMost("/dev/zero", 100_000).Length);
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("f"), new string('x', 9_000));
        Assert.Equal(9_000, ProcFile.ReadAtMost(folder.Combine("f"), 100_000).Length);
        Assert.Equal(5, ProcFile.ReadAtMost(folder.Combine("f"), 5).Length);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
