using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Symbols;

namespace BlockWatch.EventPipe.Tests.Methods;

public sealed class ModuleMapTests
{
    private static readonly ModuleIdentity Shop = new("/app/Shop.dll", "Shop");

    [Theory]
    [InlineData("/app/Shop.dll", "Shop")]
    [InlineData("C:\\app\\Shop.Core.DLL", "Shop.Core")]
    [InlineData("/app/Shop.exe", "Shop")]
    [InlineData("/app/My.Shop", "My.Shop")]
    [InlineData("Shop.dll", "Shop")]
    [InlineData("", "")]
    public void The_simple_name_has_neither_folder_nor_ending(string path, string name) => Assert.Equal(name, ModuleMap.SimpleNameOf(path));

    [Fact]
    public void A_module_is_found_by_id_and_by_name()
    {
        var map = new ModuleMap();
        map.Add(7, Shop);
        Assert.Same(Shop, map.ById(7));
        Assert.Null(map.ById(8));
        Assert.Same(Shop, map.ByName("shop"));
        Assert.Null(map.ByName("Shop.Core"));
        Assert.Equal(1, map.Count);
    }

    [Fact]
    public void A_target_that_loads_and_unloads_for_ever_does_not_make_the_map_grow()
    {
        var map = new ModuleMap();
        map.Add(7, Shop);
        for (int i = 100; i < 50_000; i++)
        {
            map.Add(i, new ModuleIdentity("/plugins/Plugin.dll", "Plugin"));
            map.Unload(i);
        }

        Assert.InRange(map.Count, 2, 1_000);
        Assert.Same(Shop, map.ById(7));
        Assert.NotNull(map.ById(49_999)); // stacks of its code may be under way
    }

    [Fact]
    public void A_module_whose_id_was_another_ones_stays_when_that_is_forgotten()
    {
        var map = new ModuleMap();
        map.Add(7, Shop with { Path = "/old/Shop.dll" });
        map.Unload(7);
        map.Add(7, Shop);
        for (int i = 100; i < 1_000; i++)
        {
            map.Add(i, Shop);
            map.Unload(i);
        }

        Assert.Same(Shop, map.ById(7));
    }

    [Fact]
    public void When_it_is_full_what_is_known_stays()
    {
        var map = new ModuleMap();
        for (int i = 0; i < ModuleMap.ModuleCap + 10; i++)
        {
            map.Add(i, Shop);
        }

        for (int i = 0; i < ModuleMap.TypeCap + 10; i++)
        {
            map.AddType("Type" + i, 7);
        }

        map.Add(7, Shop with { Path = "/new/Shop.dll" });
        Assert.Equal((ModuleMap.ModuleCap, "/new/Shop.dll", null), (map.Count, map.ById(7)?.Path, map.ById(ModuleMap.ModuleCap + 9)));
        Assert.NotNull(map.ByType("Type0"));
        Assert.Null(map.ByType("Type" + (ModuleMap.TypeCap + 9)));
    }

    [Theory]
    [InlineData("Shop.Orders")]
    [InlineData("Shop.Orders+<CheckoutAsync>d__1")]
    [InlineData("Shop.Orders[System.__Canon]")]
    public void A_types_instantiations_and_nested_types_come_from_its_module(string type)
    {
        var map = new ModuleMap();
        map.AddType("Shop.Orders[System.Int32]", 7);
        Assert.Null(map.ByType(type)); // a rundown lists methods before their modules
        map.Add(7, Shop);
        Assert.Same(Shop, map.ByType(type));
        Assert.Null(map.ByType("Shop.Order"));
    }
}
