using BlockWatch.EventPipe.Methods;

namespace BlockWatch.EventPipe.Tests.Methods;

public sealed class MethodMapTests
{
    [Fact]
    public void A_body_of_known_size_is_found_from_its_start_to_its_end()
    {
        MethodMap map = Of(Body("A", 0x1000, 0x10));
        Assert.Equal(["-", "A", "A", "-"], Names(map, 0xFFF, 0x1000, 0x100F, 0x1010));
    }

    [Fact]
    public void A_body_of_unknown_size_reaches_to_the_next_start_and_not_for_ever()
    {
        MethodMap map = Of(Body("A", 0x100000, 0), Body("B", 0x100100, 0x10), Body("C", 0x200000, 0));
        Assert.Equal(["A", "A", "B", "-", "-", "C", "-"], Names(map, 0x100000, 0x1000FF, 0x100100, 0x100110, 0x1FFFFF, 0x207FFF, 0x208000));
    }

    [Fact]
    public void A_body_of_unknown_size_names_nothing_while_the_list_of_methods_is_not_whole()
    {
        MethodMap map = Of(Body("A", 0x100000, 0), Body("B", 0x100100, 0x10));
        map.IsWhole = false;
        Assert.Equal(["-", "B"], Names(map, 0x100000, 0x100100));
    }

    [Fact]
    public void The_size_replaces_its_absence_and_not_the_other_way_round()
    {
        Assert.Equal(["B", "-"], Names(Of(Body("A", 0x1000, 0), Body("B", 0x1000, 0x10)), 0x1000, 0x1020));
        Assert.Equal(["B", "-"], Names(Of(Body("B", 0x1000, 0x10), Body("A", 0x1000, 0)), 0x1000, 0x1020));
        Assert.Equal(["B", "-"], Names(Merged(Body("B", 0x1000, 0x10), Body("A", 0x1000, 0)), 0x1000, 0x1020));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Code_memory_that_is_used_again_belongs_to_the_newest_method(bool merge)
    {
        MethodMap map = merge
            ? Merged(Body("old", 0x1000, 0x10), Body("new", 0x1000, 0x20))
            : Of(Body("old", 0x1000, 0x10), Body("new", 0x1000, 0x20));
        Assert.Equal(["new", "new"], Names(map, 0x1000, 0x101F));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_newer_method_that_begins_before_an_old_one_covers_it(bool merge)
    {
        MethodBody[] bodies = [Body("old", 0x1000, 0x10), Body("older", 0x1080, 0x10), Body("new", 0xF80, 0x100)];
        MethodMap map = merge ? Merged(bodies) : Of(bodies);
        Assert.Equal(["new", "new", "new", "new"], Names(map, 0xF80, 0x1000, 0x100F, 0x1050));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_newer_method_inside_an_old_one_is_found(bool merge)
    {
        MethodBody[] bodies = [Body("old", 0x1000, 0x1000), Body("new", 0x1800, 0x10)];
        MethodMap map = merge ? Merged(bodies) : Of(bodies);
        Assert.Equal("new", Names(map, 0x1800).Single());
    }

    [Fact]
    public void Look_ups_between_many_adds_see_every_body_at_once()
    {
        var map = new MethodMap { IsWhole = true };
        var random = new Random(3);
        ulong[] starts = [.. Enumerable.Range(1, 2000).Select(i => (ulong)i * 0x100)];
        random.Shuffle(starts);
        for (int i = 0; i < starts.Length; i++)
        {
            map.Add(Body($"M{starts[i]:x}", starts[i], 0x80));
            ulong known = starts[random.Next(i + 1)];
            Assert.Equal([$"M{known:x}", "-"], Names(map, known + 0x7F, known + 0x80));
        }

        Assert.Equal(2000, map.Count);
        Assert.All(starts, start => Assert.Equal($"M{start:x}", map.Find(start + 5)?.MethodName));
    }

    [Fact]
    public void An_empty_map_knows_nothing()
    {
        var map = new MethodMap { IsWhole = true };
        Assert.Equal(["-", "-", "-"], Names(map, 0, 1, ulong.MaxValue));
    }

    [Fact]
    public void The_version_rises_with_each_body()
    {
        var map = new MethodMap { IsWhole = true };
        int before = map.Version;
        map.Add(Body("A", 1, 1));
        Assert.NotEqual(before, map.Version);
    }

    [Fact]
    public async Task Threads_may_add_and_look_up_at_once()
    {
        var map = new MethodMap { IsWhole = true };
        Task[] writers = [.. Enumerable.Range(0, 3).Select(w => Task.Run(() =>
        {
            for (int i = 0; i < 3000; i++)
            {
                ulong start = (ulong)((i * 3) + w + 1) * 0x100;
                map.Add(Body($"M{start:x}", start, 0x100));
                Assert.Equal($"M{start:x}", map.Find(start + 0xFF)?.MethodName);
            }
        }))];
        await Task.WhenAll(writers).WithinLimit();
        Assert.Equal(9000, map.Count);
    }

    [Fact]
    public void A_target_that_compiles_and_unloads_for_ever_does_not_make_the_map_grow()
    {
        var map = new MethodMap { IsWhole = true };
        map.Add(Body("stays", 0x1000, 0x10));
        for (ulong i = 0; i < 50_000; i++)
        {
            ulong start = 0x100_0000 + (i * 0x100);
            map.Add(Body("comes", start, 0x80));
            map.Unload(start);
        }

        Assert.InRange(map.Count, 1, 2_000);
        Assert.Equal(["stays"], Names(map, 0x1000));
        Assert.Equal((0, true), (map.ForgottenCount, map.IsWhole));
    }

    [Fact]
    public void What_was_just_unloaded_has_its_name_for_samples_that_are_under_way()
    {
        MethodMap map = Merged(Body("old", 0x1000, 0x10));
        map.Unload(0x1000);
        map.Unload(0x9999); // nobody told of it
        Assert.Equal(["old"], Names(map, 0x1000));
    }

    [Fact]
    public void What_an_address_meant_is_asked_again_when_an_unloaded_body_is_forgotten()
    {
        MethodMap map = Merged(Body("old", 0x1000, 0x10));
        int before = map.Reuses;
        map.Unload(0x1000);
        for (ulong i = 0; i < 2_048; i++)
        {
            map.Add(Body("comes", 0x9000_0000 + (i * 0x100), 0x10));
            map.Unload(0x9000_0000 + (i * 0x100));
        }

        Assert.Equal(["-"], Names(map, 0x1000));
        Assert.NotEqual(before, map.Reuses);
    }

    [Fact]
    public void A_method_where_an_unloaded_one_was_is_not_unloaded_with_it()
    {
        MethodMap map = Of(Body("old", 0x1000, 0x10));
        map.Unload(0x1000);
        map.Add(Body("new", 0x1000, 0x10));
        for (ulong i = 0; i < 4_096; i++)
        {
            map.Add(Body("comes", 0x9000_0000 + (i * 0x100), 0x10));
            map.Unload(0x9000_0000 + (i * 0x100));
        }

        Assert.Equal(["new"], Names(map, 0x1000));
    }

    [Fact]
    public void Over_its_capacity_the_map_forgets_the_oldest_that_no_stack_showed_and_is_not_whole_any_more()
    {
        var map = new MethodMap(capacity: 1_000) { IsWhole = true };
        map.Add(Body("seen", 0x1000, 0x10));
        map.Add(Body("unseen", 0x2000, 0x10));
        Assert.Equal(["seen"], Names(map, 0x1000));
        for (ulong i = 0; i < 50_000; i++)
        {
            map.Add(Body("comes", 0x100_0000 + (i * 0x100), 0x80));
        }

        Assert.Equal(["seen", "-", "comes"], Names(map, 0x1000, 0x2000, 0x100_0000 + (49_999 * 0x100)));
        Assert.InRange(map.Count, 500, 1_512);
        Assert.Equal(50_002, map.Count + map.ForgottenCount);
        Assert.False(map.IsWhole);
    }

    private static string[] Names(MethodMap map, params ulong[] addresses) => [.. addresses.Select(a => map.Find(a)?.MethodName ?? "-")];

    private static MethodMap Of(params MethodBody[] bodies)
    {
        var map = new MethodMap { IsWhole = true };
        Array.ForEach(bodies, map.Add);
        return map;
    }

    // Bodies far away, until those of interest have been merged into the sorted part.
    private static MethodMap Merged(params MethodBody[] bodies)
    {
        MethodMap map = Of(bodies);
        for (ulong i = 0; i < 1024; i++)
        {
            map.Add(Body("far", 0x7000_0000 + (i * 0x100), 0x10));
        }

        return map;
    }

    private static MethodBody Body(string name, ulong start, uint size) =>
        new() { Start = start, Size = size, TypeName = "T", MethodName = name, Signature = "void  ()" };
}
