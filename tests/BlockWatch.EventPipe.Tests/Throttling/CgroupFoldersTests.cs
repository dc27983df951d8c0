using BlockWatch.EventPipe.Throttling;

namespace BlockWatch.EventPipe.Tests.Throttling;

public sealed class CgroupFoldersTests
{
    private const string Version1 = "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct\n"
        + "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory";

    private const string Version2 = "24 1 8:1 / / rw - ext4 /dev/vda rw\n30 24 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate";

    [Fact]
    public void Of_version_2_it_is_the_one_folder_and_all_above() =>
        Assert.Equal(["/sys/fs/cgroup/pod/app", "/sys/fs/cgroup/pod", "/sys/fs/cgroup"], CgroupFolders.Of("0::/pod/app\n", Version2));

    [Fact]
    public void In_a_namespace_of_its_own_the_root_is_the_container() => Assert.Equal(["/sys/fs/cgroup"], CgroupFolders.Of("0::/\n", Version2));

    [Fact]
    public void Of_version_1_it_is_the_folder_of_the_cpu_controller() => Assert.Equal(
        ["/sys/fs/cgroup/cpu,cpuacct/app", "/sys/fs/cgroup/cpu,cpuacct"],
        CgroupFolders.Of("5:memory:/other\n3:cpu,cpuacct:/app\n2:cpuset:/x\n", Version1));

    [Fact]
    public void A_part_that_is_mounted_is_taken_off_the_path() => Assert.Equal(
        ["/sys/fs/cgroup/cpu"],
        CgroupFolders.Of("3:cpu:/docker/abc\n", "32 31 0:29 /docker/abc /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu"));

    [Fact]
    public void Both_versions_at_once_are_both_asked() => Assert.Equal(
        ["/sys/fs/cgroup/cpu,cpuacct/a", "/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup/b", "/sys/fs/cgroup"],
        CgroupFolders.Of("3:cpu,cpuacct:/a\n0::/b\n", Version1 + "\n" + Version2));

    [Theory]
    [InlineData("0::/../other", Version2)]
    [InlineData("0::/app", Version1)]
    [InlineData("3:cpu:/app", "32 31 0:29 /docker/abc /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu")]
    [InlineData("3:cpu:/docker/abcd", "32 31 0:29 /docker/abc /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu")]
    [InlineData("0::/app", "")]
    [InlineData("", Version2)]
    public void What_is_not_mounted_here_is_not_guessed(string cgroup, string mounts) => Assert.Empty(CgroupFolders.Of(cgroup, mounts));
}
