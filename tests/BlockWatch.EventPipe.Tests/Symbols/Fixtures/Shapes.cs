using System.Runtime.CompilerServices;

#pragma warning disable CA1036, CA1822, CA1861, CA1815, CA1710, CA1051, CA1034, CA1052, CA1000, CA1045, CA1024, CA2225, CA1065, CA1810, CA2231 // Every shape of a member is here to be named.

namespace BlockWatch.EventPipe.Tests.Symbols.Fixtures;

/// <summary>Every shape of method that the C# compiler renames. Run once, by <see cref="RecordedShapes"/>.</summary>
public sealed class Shapes : IDisposable, IComparable<Shapes>, IAsyncDisposable
{
    private readonly Func<int> _initialised = () => Place.Here("lambda of a field");

    static Shapes()
    {
        Place.Here("static constructor");
    }

    public Shapes(int number)
    {
        Place.Here("constructor");
        Number = number + _initialised();
    }

    public int Number
    {
        get => Place.Here("getter");
        private set => Place.Here("setter");
    }

    public string this[int index, string key] => index + key + Place.Here("indexer");

    public static Shapes operator +(Shapes left, int right)
    {
        Place.Here("operator");
        return left;
    }

    public static explicit operator int(Shapes from) => Place.Here("conversion");

    public async Task<int> CheckoutAsync(int id, string name)
    {
        Place.Here("async method, first part");
        await Task.Yield();
        Place.Here("async method, resumed");
        Func<int, int> lambda = x => x + id + Place.Here("lambda that captures");
        lambda(1);
        Func<long, Task> asyncLambda = async x =>
        {
            await Task.Yield();
            Place.Here("async lambda");
            id += (int)x + name.Length;
        };
        await asyncLambda(1);
        await Inner([1]);
        return id;

        async Task Inner(List<int> list)
        {
            await Task.Yield();
            id += Place.Here("async local function") + list.Count;
        }
    }

    public Task<int> CheckoutAsync(string overload) => Task.FromResult(overload.Length + Place.Here("overload that is not async"));

    public async Task CheckoutAsync(ReadOnlyMemory<byte> overload)
    {
        await Task.Yield();
        Place.Here("async overload");
        GC.KeepAlive(overload);
    }

    public int Plain(ref int a, in long b, out decimal c, int[,] d, (int, string) e, DateTime? f)
    {
        c = 0;
        Func<byte, int> lambda = static x => x + Place.Here("lambda that captures nothing");
        return lambda(1) + Static(2) + Captures(3);

        static int Static(short x) => x + Place.Here("static local function");

        int Captures(ushort x) => x + d.Length + Place.Here("local function that captures");
    }

    public async IAsyncEnumerable<int> StreamAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.Delay(1, cancellation);
        Place.Here("async iterator");
        yield return id.GetHashCode();
    }

    public IEnumerable<char> Iterate(params string[] words)
    {
        foreach (var word in words)
        {
            Place.Here("iterator");
            yield return word[0];
        }
    }

    public async void FireAndForget(TaskCompletionSource done)
    {
        await Task.Yield();
        Place.Here("async void");
        done.SetResult();
    }

    void IDisposable.Dispose() => Place.Here("explicit interface implementation");

    int IComparable<Shapes>.CompareTo(Shapes? other) => Place.Here("explicit generic interface implementation");

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await Task.Yield();
        Place.Here("explicit async interface implementation");
    }

    public sealed class Nested<TKey>
        where TKey : notnull
    {
        public sealed class Deeper<TValue>
        {
            public int Put<TExtra>(TKey key, TValue value, Dictionary<TKey, List<TExtra>>? extra)
                where TExtra : notnull => Place.Here("generic method of nested generic types");

            public async Task<TExtra> PutAsync<TExtra>(TKey key, TExtra extra)
            {
                await Task.Yield();
                Place.Here("generic async method");
                Func<TExtra, Task> lambda = async x =>
                {
                    await Task.Yield();
                    Place.Here("generic async lambda");
                };
                await lambda(extra);
                return extra;
            }
        }
    }

    public sealed record Entry(int A)
    {
        public override string ToString() => "entry" + Place.Here("record");
    }
}
