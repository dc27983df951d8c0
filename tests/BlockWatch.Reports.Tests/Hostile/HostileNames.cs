namespace BlockWatch.Reports.Tests.Hostile;

/// <summary>What somebody would call a method, a file, a thread or an exception to harm who reads a report.</summary>
internal static class HostileNames
{
    /// <summary>A name that harms nobody, and may be a file's too: what a format makes of it is how it should look.</summary>
    public const string Harmless = "/src/Shop.Orders.Run";

    /// <summary>By what they try.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["clear the screen"] = "a\u001b[2J\u001b]0;owned\u0007",
        ["colours of eight bits"] = "a\u009b31mred",
        ["lines"] = "a\r\nb\nc\u2028d\u2029e\u0085f\vg",
        ["nothing and blanks"] = "\0\t ",
        ["turn around"] = "a\u202egnp.exe\u202c\u2066x\u2069\u200b",
        ["half a character"] = "\ud83d \udc00 \ud800",
        ["script"] = "</script><script>alert(1)</script>",
        ["element"] = "<img src=x onerror=alert(1)>'\" onmouseover=alert(2) x=\"",
        ["comment"] = "--><!--<![CDATA[]]>&amp;&#60;",
        ["address"] = "javascript:alert(1)//https://evil.example",
        ["markdown"] = "# h\n- x `code` ```` **b** __u__ [l](https://evil.example) ![i](https://evil.example/i.png) | a | www.evil.example @octocat #1",
        ["formula"] = "=HYPERLINK(\"https://evil.example\",\"x\"),+1;-1;@SUM(1)",
        ["formula behind blanks"] = "  =cmd|' /C calc'!A0",
        ["workflow command"] = "x\n::set-env name=PATH::evil%0A::error file=a,line=1::y",
        ["json"] = "\",\"evil\":[{\"a\":\"b\"}],\"\\",
        ["frames"] = "a;b;c 99999",
        ["graph"] = "\"]; evil -> t1 [label=\"\\N\\G %%{init: {}}%% click t1 href \"javascript:alert(1)\"; end",
        ["path"] = "/_/../../etc/passwd",
        ["another machine"] = @"\\evil.example\share\a.cs",
        ["long"] = new string('x', 5_000),
    };
}
