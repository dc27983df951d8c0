using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Tests.Targets;

public sealed class ProcessTreeTests
{
    private readonly ProcessTree _tree = new();

    [Fact]
    public void What_a_process_started_through_others_is_in_its_tree_whatever_the_ids()
    {
        Scan(born: [(50, 60), (60, 40), (40, 1), (70, 1)]);
        _tree.AddRoot(40);
        Assert.Equal([40, 50, 60], Members());
    }

    [Fact]
    public void What_it_starts_later_is_in_it_too()
    {
        _tree.AddRoot(40);
        Scan(born: [(40, 1)]);
        Scan(born: [(41, 40), (42, 41), (43, 1)]);
        Assert.Equal([40, 41, 42], Members());
    }

    [Fact]
    public void A_process_whose_parent_has_exited_stays_and_so_do_its_children()
    {
        _tree.AddRoot(40);
        Scan(born: [(40, 1), (41, 40), (42, 41)]);
        Scan(gone: [41]);
        Scan(born: [(43, 42)]);
        Assert.Equal([40, 42, 43], Members());
    }

    [Fact]
    public void An_id_that_is_given_again_is_another_process()
    {
        _tree.AddRoot(40);
        Scan(born: [(40, 1), (41, 40)]);
        Scan(gone: [41]);
        Scan(born: [(41, 1), (42, 41)]);
        Assert.Equal([40], Members());
    }

    private int[] Members() => [.. Enumerable.Range(1, 100).Where(_tree.Contains)];

    private void Scan((int, int)[]? born = null, int[]? gone = null) => _tree.Update(new ScannedProcesses([], born ?? [], gone ?? []));
}
