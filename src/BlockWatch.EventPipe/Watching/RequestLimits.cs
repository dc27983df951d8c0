using BlockWatch.EventPipe.Methods;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Why findings of a web server may name no request, in sentences for the report.</summary>
internal static class RequestLimits
{
    private const string Routing = "Microsoft.AspNetCore.Routing";

    /// <summary>Empty for targets that are no web server, and when requests were seen or not asked for.</summary>
    public static IReadOnlyList<string> Of(bool withRequests, ModuleMap modules, long requestEvents) =>
        withRequests && requestEvents == 0 && modules.ByName(Routing) is not null
            ? ["No request was seen: none came, or the target's logging does not go to event sources (ClearProviders, CreateSlimBuilder and some logging libraries take that away). Findings name no request."]
            : [];
}
