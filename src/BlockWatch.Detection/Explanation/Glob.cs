namespace BlockWatch.Detection.Explanation;

/// <summary>Patterns in which <c>*</c> stands for any run of characters, also none. Case counts.</summary>
internal static class Glob
{
    public static bool IsMatch(string pattern, string text)
    {
        int p = 0;
        int t = 0;

        // Where to go on when a match fails: one character further under the last star. Only the last star ever has
        // to give: linear in text times the longest piece, never exponential.
        int star = -1;
        int resume = 0;

        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }
}
