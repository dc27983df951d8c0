using System.Text.RegularExpressions;
using BlockWatch.Detection.Stacks;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Source;

namespace BlockWatch.Reports.Redaction;

/// <summary>Leaves out of a report what its reader is not to have. Pure: it looks at nothing but the report.</summary>
/// <remarks>
/// The project is what lies below the source root, what a build for publication has mapped (<c>/_/src/Orders.cs</c>) and, wherever they were compiled, the files of the target's own code: that
/// is what a finding is about. Names of code (methods, assemblies, types) stay at every level: without them a report says nothing.
/// </remarks>
public sealed partial class ReportRedaction
{
    private const string LeftOut = "(left out)";

    private readonly RedactionLevel _level;
    private readonly string? _root;

    /// <param name="level">How much to leave out.</param>
    /// <param name="root">The project's root, a full path; null when it is not known.</param>
    public ReportRedaction(RedactionLevel level, string? root)
    {
        _level = level;
        _root = root;
    }

    private bool HidesPaths => _level >= RedactionLevel.Paths;

    private bool HidesAll => _level >= RedactionLevel.All;

    /// <summary>As the reader's writing asks for.</summary>
    public static ReportRedaction Of(ReportWriting writing)
    {
        ArgumentNullException.ThrowIfNull(writing);
        return new ReportRedaction(writing.Redaction, writing.SourceRoot);
    }

    /// <summary>The report without what is left out.</summary>
    public Report Apply(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return _level == RedactionLevel.None ? report : report with
        {
            Target = Apply(report.Target),
            Session = report.Session with
            {
                Lanes = [.. report.Session.Lanes.Select(lane => lane with { Note = Text(lane.Note) })],
                Limits = Limits([.. report.Session.Limits.Select(limit => Text(limit)!)]),
                ConfigFile = Config(report.Session.ConfigFile),
            },
            Findings = [.. report.Findings.Select(Apply)],
            Suppressions = [.. report.Suppressions.Select(Apply)],
        };
    }

    /// <summary>The same for the reports of several targets.</summary>
    public ReportSet Apply(ReportSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return _level == RedactionLevel.None ? set : set with
        {
            Session = set.Session with { ConfigFile = Config(set.Session.ConfigFile) },
            Targets = [.. set.Targets.Select(target => target with { Failure = Failure(target.Failure), Report = target.Report is { } report ? Apply(report) : null })],
        };
    }

    /// <summary>How to write what is left: with relative paths only, nothing on this machine is looked up.</summary>
    public ReportWriting Apply(ReportWriting writing)
    {
        ArgumentNullException.ThrowIfNull(writing);
        return HidesPaths ? writing with { SourceRoot = null, WithSource = false } : writing;
    }

    internal ReportTarget Apply(ReportTarget target) => HidesPaths ? target with { CommandLine = null } : target;

    internal ReportFrame? Own(ReportFrame? frame) => frame is null ? null : frame with { File = Path(frame.File, isOwn: true) };

    internal ReportFrame? Other(ReportFrame? frame) => frame is null ? null : frame with { File = Path(frame.File, isOwn: false) };

    internal ReportDeadlockStep Apply(ReportDeadlockStep step) => step with
    {
        Waiter = Text(step.Waiter)!,
        WaitsFor = Text(step.WaitsFor)!,
        Holder = Text(step.Holder)!,
        Frame = Own(step.Frame),
    };

    /// <summary>Null where the level leaves out what endpoints a target has.</summary>
    internal T? Request<T>(T? request)
        where T : class => HidesAll ? null : request;

    /// <summary>Why a target could not be watched.</summary>
    internal string? Failure(string? failure) => failure is not null && HidesAll ? "it could not be watched" : Text(failure);

    // A reader must not take for absent what was left out.
    private IReadOnlyList<string> Limits(IReadOnlyList<string> limits) => _level switch
    {
        RedactionLevel.Paths => With(limits, "Folders of files and the command line were left out of this report (--redact paths)."),
        RedactionLevel.All => With(limits, "Folders of files, the command line, endpoints, names of threads and reasons of suppressions were left out of this report (--redact all)."),
        _ => limits,
    };

    private static IReadOnlyList<string> With(IReadOnlyList<string> limits, string sentence) => limits.Contains(sentence) ? limits : [.. limits, sentence];

    private ReportFinding Apply(ReportFinding finding) => finding with
    {
        Title = Title(finding.Title),
        Site = Apply(finding.Site),
        Stack = [.. finding.Stack.Select(Apply)],
        Stacks = [.. finding.Stacks.Select(Apply)],
        Owners = [.. finding.Owners.Select(Apply)],
        Locks = finding.Locks is { } locks ? Apply(locks) : null,
        Requests = HidesAll ? [] : finding.Requests,
        Loop = finding.Loop is { } loop ? loop with { Thread = HidesAll ? null : loop.Thread } : null,
        Deadlock = finding.Deadlock is { } deadlock ? deadlock with { Steps = [.. deadlock.Steps.Select(Apply)] } : null,
    };

    private ReportSuppression Apply(ReportSuppression suppression) => suppression with
    {
        Reason = HidesAll ? LeftOut : Text(suppression.Reason)!,
        Sites = [.. suppression.Sites.Select(site => site with { Title = Title(site.Title) })],
    };

    private ReportLocks Apply(ReportLocks locks) => locks with
    {
        Doing = [.. locks.Doing.Select(doing => doing with { Place = Apply(doing.Place) })],
        Longest = [.. locks.Longest.Select(hold => hold with { Place = hold.Place is { } place ? Apply(place) : null })],
        Chain = [.. locks.Chain.Select(owner => owner with { Place = owner.Place is { } place ? Apply(place) : null })],
    };

    private ReportOwnerPlace Apply(ReportOwnerPlace place) => place with { Title = Title(place.Title), Site = Apply(place.Site) };

    private ReportSite Apply(ReportSite site) => site with { UserFrame = Own(site.UserFrame), BlockingFrame = Other(site.BlockingFrame) };

    private ReportStack Apply(ReportStack stack) => stack with { Frames = [.. stack.Frames.Select(Apply)] };

    private ReportStackFrame Apply(ReportStackFrame frame) => frame with { File = Path(frame.File, frame.Origin == FrameOrigin.User) };

    // The one title that has something of the target's besides code: the name of a thread.
    private string Title(string title) => HidesAll ? LoopTitlePattern().Replace(title, "An event loop did not turn") : title;

    private string? Config(string? file) => HidesAll ? null : Path(file, isOwn: false);

    private string? Path(string? file, bool isOwn)
    {
        if (file is null || _level == RedactionLevel.None)
        {
            return file;
        }

        string? relative = SourcePath.Relative(file, _root);
        return HidesPaths
            ? relative is null ? SourcePath.FileName(file) : SourcePath.Mapped(relative)
            : isOwn || relative is not null ? file : SourcePath.FileName(file);
    }

    private string? Text(string? text) => text is null || _level == RedactionLevel.None
        ? text
        : PathPattern().Replace(text, match => Path(match.Value, isOwn: false)!);

    [GeneratedRegex("^Event loop '.*' did not turn", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex LoopTitlePattern();

    // A full path of any system, in quotes or by itself; never a part of an address or of a relative path. One that stands without quotes ends where it has a space.
    [GeneratedRegex("""(?<=')(/|[A-Za-z]:[\\/]|\\\\)[^'\r\n]+(?=')|(?<![\w/:.'~}\]>\\-])((/[^\s/'"(),;:]+){2,}/?|[A-Za-z]:[\\/][^\s'"(),;]+|\\\\[^\s'"(),;]+)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex PathPattern();
}
