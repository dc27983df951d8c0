namespace BlockWatch.EndToEnd.Tests.Screen;

/// <summary>A test that needs a terminal: tmux gives it one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TmuxFactAttribute : FactAttribute
{
    public TmuxFactAttribute()
    {
        if (TmuxTerminal.Executable is null)
        {
            Skip = "tmux is not installed, and without it there is no terminal to show the screen on: apt-get install tmux";
        }
    }
}
