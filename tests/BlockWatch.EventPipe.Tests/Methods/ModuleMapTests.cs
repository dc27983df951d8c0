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
