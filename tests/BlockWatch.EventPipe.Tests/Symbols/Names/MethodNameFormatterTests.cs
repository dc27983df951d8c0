using BlockWatch.EventPipe.Symbols.Names;

namespace BlockWatch.EventPipe.Tests.Symbols.Names;

/// <summary>Names and signatures as .NET 8 to 10 write them into method events, and what a developer calls the method.</summary>
/// <remarks>Without metadata: what the runtime's words alone can tell.</remarks>
public sealed class MethodNameFormatterTests
{
    [Theory]
    [InlineData("Shop.Orders", "Many", "instance void  ()", "Shop.Orders.Many()")]
    [InlineData("Shop.Orders", "CheckoutAsync", "instance class System.Threading.Tasks.Task`1<int32>  (int32)", "Shop.Orders.CheckoutAsync(int)")]
    [InlineData("GlobalType", "X", "instance void  ()", "GlobalType.X()")]
    [InlineData("Shop.Exts", "Ext", "int32  (class System.String)", "Shop.Exts.Ext(string)")]
    [InlineData("Shop.Outer+Middle+Inner", "Run", "void  ()", "Shop.Outer.Middle.Inner.Run()")]
    [InlineData("Shop.Orders", "Run", "", "Shop.Orders.Run")]
    [InlineData("", "GlobalFunction", "void  ()", "GlobalFunction")]
    public void An_ordinary_method_keeps_its_name(string type, string method, string signature, string expected) =>
        Assert.Equal(expected, MethodNameFormatter.Format(type, method, signature));

    [Theory]
    [InlineData("Shop.Orders+<CheckoutAsync>d__12", "MoveNext", "Shop.Orders.CheckoutAsync")]
    [InlineData("Shop.Orders+<StreamAsync>d__14", "MoveNext", "Shop.Orders.StreamAsync")]
    [InlineData("Shop.Orders+<Iterate>d__15", "MoveNext", "Shop.Orders.Iterate")]
    [InlineData("Shop.Orders+<Iterate>d__15", "<>m__Finally1", "Shop.Orders.Iterate")]
    [InlineData("Shop.Gen`1+<GoAsync>d__1`1[System.__Canon,System.Int32]", "MoveNext", "Shop.Gen<T1>.GoAsync<int>")]
    [InlineData("Shop.Gen`1+<StopAsync>d__2[System.__Canon]", "MoveNext", "Shop.Gen<T>.StopAsync")]
    [InlineData("Shop.Orders+<System-IAsyncDisposable-DisposeAsync>d__3", "MoveNext", "Shop.Orders.IAsyncDisposable.DisposeAsync")]
    [InlineData("Shop.Orders+<System-Collections-Generic-IEnumerable<System-Int32>-GetEnumerator>d__3", "MoveNext", "Shop.Orders.IEnumerable<int>.GetEnumerator")]
    [InlineData("Shop.Orders+VB$StateMachine_12_CheckoutAsync", "MoveNext", "Shop.Orders.CheckoutAsync")]
    public void A_state_machine_without_metadata_shows_the_written_name_and_no_parameters(string type, string method, string expected) =>
        Assert.Equal(expected, MethodNameFormatter.Format(type, method, "instance void  ()"));

    [Theory]
    [InlineData("Shop.Orders+<Iterate>d__15", "System.IDisposable.Dispose", "instance void  ()", "Shop.Orders.Iterate.IDisposable.Dispose()")]
    [InlineData("Shop.Orders+<Iterate>d__15", ".ctor", "instance void  (int32)", "new Shop.Orders.Iterate(int)")]
    [InlineData("Shop.Orders+<StreamAsync>d__14", "System.Collections.Generic.IAsyncEnumerator<System.Int32>.MoveNextAsync", "instance value class System.Threading.Tasks.ValueTask`1<bool>  ()", "Shop.Orders.StreamAsync.IAsyncEnumerator<int>.MoveNextAsync()")]
    [InlineData("Shop.Orders+<StreamAsync>d__14", "System.Collections.Generic.IAsyncEnumerator<System.Int32>.get_Current", "instance int32  ()", "Shop.Orders.StreamAsync.IAsyncEnumerator<int>.Current")]
    [InlineData("Shop.Orders+<>c", ".cctor", "void  ()", "static Shop.Orders.closure()")]
    [InlineData("Shop.Orders+<>c__DisplayClass13_0", ".ctor", "instance void  ()", "new Shop.Orders.closure()")]
    public void Code_around_a_body_is_told_apart_from_the_body(string type, string method, string signature, string expected) =>
        Assert.Equal(expected, MethodNameFormatter.Format(type, method, signature));

    [Theory]
    [InlineData("Shop.Orders+<>c__DisplayClass13_0", "<CheckoutAsync>b__0", "instance int32  (int32)", "Shop.Orders.CheckoutAsync.lambda(int)")]
    [InlineData("Shop.Orders+<>c", "<F1>b__25_3", "instance void  ()", "Shop.Orders.F1.lambda()")]
    [InlineData("Shop.Orders", "<F1>b__25_3", "instance void  ()", "Shop.Orders.F1.lambda()")]
    [InlineData("Shop.Orders+<>c__DisplayClass13_0+<<CheckoutAsync>b__1>d", "MoveNext", "instance void  ()", "Shop.Orders.CheckoutAsync.lambda")]
    [InlineData("Shop.Gen`1+<>c__1`1[System.__Canon,System.__Canon]", "<GoAsync>b__1_1", "instance class System.Threading.Tasks.Task`1<!1>  (!1)", "Shop.Gen<T1>.GoAsync.lambda(T2)")]
    [InlineData("Shop.Gen`1+<>c__1`1+<<GoAsync>b__1_1>d[System.__Canon,System.__Canon]", "MoveNext", "instance void  ()", "Shop.Gen<T1>.GoAsync.lambda")]
    [InlineData("Shop.Orders+<>c", "<.ctor>b__0_0", "instance int32  ()", "Shop.Orders.constructor.lambda()")]
    [InlineData("Shop.Orders+<>c", "<.cctor>b__0_0", "instance int32  ()", "Shop.Orders.static constructor.lambda()")]
    [InlineData("Shop.Orders+<>c", "<get_Total>b__0_0", "instance int32  ()", "Shop.Orders.Total.lambda()")]
    [InlineData("Shop.Orders+<>c", "<set_Total>b__0_0", "instance int32  ()", "Shop.Orders.Total.set.lambda()")]
    public void A_lambda_is_shown_under_the_method_it_is_written_in(string type, string method, string signature, string expected) =>
        Assert.Equal(expected, MethodNameFormatter.Format(type, method, signature));

    [Theory]
    [InlineData("Shop.Orders", "<F1>g__S|25_1", "class System.String  (int32)", "Shop.Orders.F1.S(int)")]
    [InlineData("Shop.Orders+<>c__DisplayClass25_0", "<F1>g__Fact|0", "instance int32  (int32)", "Shop.Orders.F1.Fact(int)")]
    [InlineData("Shop.Orders", "<F1>g__Fact|25_0", "int32  (int32,value class <>c__DisplayClass25_0&)", "Shop.Orders.F1.Fact(int)")]
    [InlineData("Shop.Gen`1[System.Int32]", "<GoAsync>g__Fact|25_0", "int32  (int32,value class <>c__DisplayClass25_0`1<!0>&)", "Shop.Gen<int>.GoAsync.Fact(int)")]
    [InlineData("Shop.Orders+<>c__DisplayClass13_0+<<CheckoutAsync>g__Loc|2>d", "MoveNext", "instance void  ()", "Shop.Orders.CheckoutAsync.Loc")]
    [InlineData("Shop.Orders+<<CheckoutAsync>g__Loc|3_0>d", "MoveNext", "instance void  ()", "Shop.Orders.CheckoutAsync.Loc")]
    [InlineData("System.Threading.Thread", "<PollGC>g__PollGCWorker|73_0", "void  ()", "System.Threading.Thread.PollGC.PollGCWorker()")]
    public void A_local_function_is_shown_under_the_method_it_is_written_in(string type, string method, string signature, string expected) =>
        Assert.Equal(expected, MethodNameFormatter.Format(type, method, signature));

    [Theory]
    [InlineData("Program", "<Main>$", "void  (class System.String[])", "Program.Main(string[])")]
    [InlineData("Program", "<Main>", "void  (class System.String[])", "Program.Main(string[])")]
    [InlineData("Program+<<Main>$>d__0", "MoveNext", "instance void  ()", "Program.Main")]
    [InlineData("Program", "<<Main>$>g__Work|0_1", "int32  (class System.String,int32[,])", "Program.Main.Work(string, int[,])")]
    [InlineData("Program+<>c__DisplayClass0_0", "<<Main>$>g__Work|0", "instance int32  (int32)", "Program.Main.Work(int)")]
    [InlineData("Program+<>c__DisplayClass0_0+<<<Main>$>g__WorkAsync|1>d", "MoveNext", "instance void  ()", "Program.Main.WorkAsync")]
    [InlineData("Program+<>c", "<<Main>$>b__0_0", "instance int32  (int32)", "Program.Main.lambda(int)")]
    [InlineData("Program+<>c+<<<Main>$>b__0_0>d", "MoveNext", "instance void  ()", "Program.Main.lambda")]
    public void A_top_level_program_is_Main(string type, string method, string signature, string expected) =>
        Assert.Equal(expected, MethodNameFormatter.Format(type, method, signature));

    [Theory]
    [InlineData("System.Threading.Tasks.Task`1[System.__Canon]", "get_Result", "instance !0  ()", "System.Threading.Tasks.Task<T>.Result")]
    [InlineData("System.Threading.Tasks.Task`1[System.Int32]", "get_Result", "instance !0  ()", "System.Threading.Tasks.Task<int>.Result")]
    [InlineData("Shop.Orders", "get_Total", "", "Shop.Orders.Total")]
    [InlineData("Shop.Orders", "set_Total", "instance void  (int32)", "Shop.Orders.Total.set")]
    [InlineData("Shop.Orders", "get_Item", "instance class System.String  (int32)", "Shop.Orders.this[int]")]
    [InlineData("Shop.Orders", "set_Item", "instance void  (int32,class System.String)", "Shop.Orders.this[int].set")]
    [InlineData("System.String", "get_Chars", "instance wchar  (int32)", "System.String.this[int]")]
    [InlineData("Shop.Orders", "System.Collections.Generic.IList<System.String>.get_Item", "instance class System.String  (int32)", "Shop.Orders.IList<string>.this[int]")]
    [InlineData("Shop.Exts", "get_Prop", "int32  (class System.String)", "Shop.Exts.Prop(string)")]
    [InlineData("Shop.Orders", "add_Ev", "instance void  (class Shop.Hnd)", "Shop.Orders.Ev.add")]
    [InlineData("Shop.Orders", "remove_Ev", "instance void  (class Shop.Hnd)", "Shop.Orders.Ev.remove")]
    [InlineData("Shop.Orders", ".ctor", "instance void  (int32)", "new Shop.Orders(int)")]
    [InlineData("System.Collections.Generic.Dictionary`2[System.__Canon,System.Int32]", ".ctor", "instance void  (int32,class System.Collections.Generic.IEqualityComparer`1<!0>)", "new System.Collections.Generic.Dictionary<T1,int>(int, IEqualityComparer<T1>)")]
    [InlineData("Shop.Orders", ".cctor", "void  ()", "static Shop.Orders()")]
    [InlineData("Shop.Orders", "Finalize", "instance void  ()", "Shop.Orders.~Orders()")]
    [InlineData("Shop.Orders", "Finalize", "instance void  (int32)", "Shop.Orders.Finalize(int)")]
    [InlineData("Shop.Orders", "op_Addition", "class Shop.Orders  (class Shop.Orders,class Shop.Orders)", "Shop.Orders.operator +(Orders, Orders)")]
    [InlineData("Shop.Orders", "op_CheckedAddition", "class Shop.Orders  (class Shop.Orders,class Shop.Orders)", "Shop.Orders.operator checked +(Orders, Orders)")]
    [InlineData("Shop.Orders", "op_AdditionAssignment", "instance void  (int32)", "Shop.Orders.operator +=(int)")]
    [InlineData("Shop.Orders", "op_True", "bool  (class Shop.Orders)", "Shop.Orders.operator true(Orders)")]
    [InlineData("Shop.Orders", "op_Explicit", "int32  (class Shop.Orders)", "Shop.Orders.explicit operator int(Orders)")]
    [InlineData("Shop.Orders", "op_Implicit", "class System.Collections.Generic.List`1<int32>  (class Shop.Orders)", "Shop.Orders.implicit operator List<int>(Orders)")]
    [InlineData("Shop.Orders", "System.IDisposable.Dispose", "instance void  ()", "Shop.Orders.IDisposable.Dispose()")]
    [InlineData("Shop.Orders", "System.IComparable<Shop.Orders>.CompareTo", "instance int32  (class Shop.Orders)", "Shop.Orders.IComparable<Orders>.CompareTo(Orders)")]
    [InlineData("Shop.Rec", "<Clone>$", "instance class Shop.Rec  ()", "Shop.Rec.Clone()")]
    [InlineData("Shop.Rec", "PrintMembers", "instance bool  (class System.Text.StringBuilder)", "Shop.Rec.PrintMembers(StringBuilder)")]
    [InlineData("Shop.Rec", "Equals", "instance bool  (class Shop.Rec)", "Shop.Rec.Equals(Rec)")]
    public void Members_have_the_syntax_they_are_written_with(string type, string method, string signature, string expected) =>
        Assert.Equal(expected, MethodNameFormatter.Format(type, method, signature));

    [Theory]
    [InlineData("System.Collections.Generic.List`1", "Add", "instance void  (!0)", "System.Collections.Generic.List<T>.Add(T)")]
    [InlineData("System.Collections.Generic.Dictionary`2", "Add", "instance void  (!0,!1)", "System.Collections.Generic.Dictionary<T1,T2>.Add(T1, T2)")]
    [InlineData("Shop.Gen`1+Inner`1[System.__Canon,System.Int32]", "Do", "instance generic void  (!0,!1,!!0,class System.Collections.Generic.Dictionary`2<!0,class System.Collections.Generic.List`1<!!0>>)", "Shop.Gen<T1>.Inner<int>.Do<TM>(T1, int, TM, Dictionary<T1,List<TM>>)")]
    [InlineData("Shop.Orders", "M4", "instance generic int32&  (!!0[],class System.Collections.Generic.List`1<!!0>,!!1)", "Shop.Orders.M4<T1,T2>(T1[], List<T1>, T2)")]
    [InlineData("System.Activator", "CreateInstance", "generic !!0  ()", "System.Activator.CreateInstance<T>()")]
    [InlineData("System.Collections.Generic.Dictionary`2+Enumerator[System.Linq.Expressions.Compiler.BoundConstants+TypedConstant,System.Int32]", "MoveNext", "instance bool  ()", "System.Collections.Generic.Dictionary<TypedConstant,int>.Enumerator.MoveNext()")]
    [InlineData("System.Collections.Generic.List`1[System.Collections.Generic.KeyValuePair`2[System.Int32,System.__Canon]]", "Clear", "instance void  ()", "System.Collections.Generic.List<KeyValuePair<int,T>>.Clear()")]
    [InlineData("System.Collections.Generic.List`1[System.Byte[]]", "Clear", "instance void  ()", "System.Collections.Generic.List<byte[]>.Clear()")]
    [InlineData("System.Collections.Generic.List`1[System.Nullable`1[System.Int64]]", "Clear", "instance void  ()", "System.Collections.Generic.List<long?>.Clear()")]
    [InlineData("System.Collections.Generic.List`1[[System.String, System.Private.CoreLib]]", "Clear", "instance void  ()", "System.Collections.Generic.List<string>.Clear()")]
    [InlineData("System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1+AsyncStateMachineBox`1[System.__Canon,Shop.Orders+<CheckoutAsync>d__13]", "MoveNext", "instance void  ()", "System.Runtime.CompilerServices.AsyncTaskMethodBuilder<T1>.AsyncStateMachineBox<CheckoutAsync>.MoveNext()")]
    public void Generic_arguments_are_spelled_when_they_are_known(string type, string method, string signature, string expected) =>
        Assert.Equal(expected, MethodNameFormatter.Format(type, method, signature));

    [Theory]
    [InlineData("dynamicClass", "lambda_method5", "int32  (pMT: 0x7f0404f24148,int32)", "dynamicClass.lambda_method5")]
    [InlineData("dynamicClass", "IL_STUB_PInvoke", "void  (int32)", "dynamicClass.IL_STUB_PInvoke")]
    [InlineData("<Module>", ".cctor", "void  ()", "module initializer")]
    [InlineData("<PrivateImplementationDetails>", "ComputeStringHash", "unsigned int32  (class System.String)", "compiler-generated.ComputeStringHash(string)")]
    [InlineData("<>f__AnonymousType0`2[System.__Canon,System.Int32]", "ToString", "instance class System.String  ()", "anonymous type.ToString()")]
    [InlineData("Shop.<Orders>F3D7A9__Hidden", "Run", "void  ()", "Shop.Hidden.Run()")]
    [InlineData("Shop.Orders", "Run", "void  (pMT: 0x7f0404f24148,int32)", "Shop.Orders.Run")]
    [InlineData("Shop.Orders", "<>n__0", "instance void  ()", "Shop.Orders.compiler-generated()")]
    [InlineData("Shop.Orders", "<>iFishy__9", "void  ()", "Shop.Orders.compiler-generated()")]
    public void What_nobody_wrote_is_said_to_be_generated(string type, string method, string signature, string expected) =>
        Assert.Equal(expected, MethodNameFormatter.Format(type, method, signature));
}
