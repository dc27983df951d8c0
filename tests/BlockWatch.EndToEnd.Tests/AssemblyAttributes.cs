// Each test has a target and a tool that both need a core: two tests at once would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
