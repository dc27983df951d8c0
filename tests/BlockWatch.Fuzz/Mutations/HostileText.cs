namespace BlockWatch.Fuzz.Mutations;

/// <summary>Texts that somebody who may name a method, a file or a thread would choose.</summary>
internal static class HostileText
{
    public static readonly string[] All =
    [
        "",
        "\u001b[2J\u001b]0;owned\u0007",
        "\u009b31m",
        "a\r\nb\u2028c\u2029d",
        "\u202eesrever\u202c",
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "=cmd|'/c calc'!A1",
        "@SUM(1)",
        "`code`*b*_i_[l](https://evil.example)|",
        "\ud800",
        "\udc00x",
        "\0nul",
        "::error file=a,line=1::x",
        "../../../etc/passwd",
        "//evil.example/share/x.pdb",
        @"\\evil.example\share\x.pdb",
        "/dev/zero",
        "%s%n%x",
        "<A>d__1`2[[System.Int32]]+<>c__DisplayClass0_0.<<B>g__C|0_0>d",
        new string('A', 4_000),
        string.Concat(Enumerable.Repeat("List`1[", 400)),
        string.Concat(Enumerable.Repeat("<", 2_000)),
        "😀\ud83d",
    ];

    public static string Any(Random random) => All[random.Next(All.Length)];
}
