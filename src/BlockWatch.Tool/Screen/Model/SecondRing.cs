namespace BlockWatch.Tool.Screen.Model;

/// <summary>One number for each of the last seconds. Bounded by <see cref="Length"/>.</summary>
internal sealed class SecondRing
{
    /// <summary>Two minutes: wider than any sparkline.</summary>
    public const int Length = 120;

    private readonly double[] _values = new double[Length];
    private long _newest = long.MinValue;
    private int _count;

    /// <summary>Adds to the number of a second.</summary>
    public void Add(long second, double value)
    {
        Advance(second, 0);
        _values[Index(_newest)] += value;
    }

    /// <summary>Keeps the greater of a second's numbers.</summary>
    public void Raise(long second, double value)
    {
        if (Advance(second, 0))
        {
            _values[Index(_newest)] = value;
        }

        _values[Index(_newest)] = Math.Max(_values[Index(_newest)], value);
    }

    /// <summary>The last number of a second counts, and goes on in the seconds that nobody says anything of.</summary>
    public void Set(long second, double value)
    {
        Advance(second, _count == 0 ? 0 : _values[Index(_newest)]);
        _values[Index(_newest)] = value;
    }

    /// <summary>The numbers from the first second on, at most <see cref="Length"/>, the newest last.</summary>
    public double[] Values()
    {
        double[] values = new double[_count];
        for (int i = 0; i < _count; i++)
        {
            values[i] = _values[Index(_newest - _count + 1 + i)];
        }

        return values;
    }

    // A clock that went back counts to the newest second.
    private bool Advance(long second, double fill)
    {
        if (_count == 0)
        {
            (_newest, _count) = (second, 1);
            _values[Index(second)] = fill;
            return true;
        }

        bool isNew = second > _newest;
        for (long i = Math.Max(_newest + 1, second - Length + 1); i <= second; i++)
        {
            _values[Index(i)] = fill;
        }

        _count = (int)Math.Min(Length, _count + Math.Max(0, second - _newest));
        _newest = Math.Max(_newest, second);
        return isNew;
    }

    private static int Index(long second) => (int)(((second % Length) + Length) % Length);
}
