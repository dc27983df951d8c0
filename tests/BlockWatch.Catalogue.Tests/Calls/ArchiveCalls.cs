using System.Formats.Tar;
using System.IO.Compression;
using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Zip and tar archives.</summary>
internal static class ArchiveCalls
{
    public static IEnumerable<LiveCall> List() =>
    [
        OnUnopened(typeof(ZipFile), "Open", (path, _) => ZipFile.Open(path, ZipArchiveMode.Read)),
        OnUnopened(typeof(ZipFile), "OpenRead", (path, _) => ZipFile.OpenRead(path)),
        OnUnopened(typeof(ZipFile), "ExtractToDirectory", (path, hold) => ZipFile.ExtractToDirectory(path, hold.PathOf("out"))),
        new(typeof(ZipFile), "CreateFromDirectory", Cause.File, hold =>
        {
            FileStream target = Fifo.FullWriter(hold);
            string folder = FolderWithFile(hold);
            return () => ZipFile.CreateFromDirectory(folder, target);
        }),
        OnUnopened(typeof(ZipFileExtensions), "CreateEntryFromFile", (path, _) => new ZipArchive(new MemoryStream(), ZipArchiveMode.Create).CreateEntryFromFile(path, "entry")),
        new(typeof(ZipFileExtensions), "ExtractToFile", Cause.File, hold =>
        {
            ZipArchiveEntry entry = Archive().Entries[0];
            string path = hold.PathOf("out");
            return () => entry.ExtractToFile(path, overwrite: true);
        }, Repeats: true),
        new(typeof(ZipFileExtensions), "ExtractToDirectory", Cause.File, hold =>
        {
            ZipArchive archive = Archive();
            return () => archive.ExtractToDirectory(hold.Folder, overwriteFiles: true);
        }, Repeats: true),
        new(typeof(TarFile), "CreateFromDirectory", Cause.File, hold =>
        {
            FileStream target = Fifo.FullWriter(hold);
            string folder = FolderWithFile(hold);
            return () => TarFile.CreateFromDirectory(folder, target, includeBaseDirectory: false);
        }),
        new(typeof(TarFile), "ExtractToDirectory", Cause.File, hold =>
        {
            FileStream source = Fifo.Reader(hold);
            return () => TarFile.ExtractToDirectory(source, hold.Folder, overwriteFiles: false);
        }),
        new(typeof(TarReader), "GetNextEntry", Cause.File, hold =>
        {
            var reader = new TarReader(Fifo.Reader(hold));
            return () => reader.GetNextEntry();
        }),
        new(typeof(TarWriter), "WriteEntry", Cause.File, hold =>
        {
            var writer = new TarWriter(Fifo.FullWriter(hold));
            return () => writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "folder"));
        }),
        new(typeof(ZipArchiveEntry), "Open", Cause.File, hold =>
        {
            string folder = FolderWithFile(hold);
            ZipFile.CreateFromDirectory(folder, hold.PathOf("zip"));
            var stream = new FileStream(hold.PathOf("zip"), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            ZipArchiveEntry entry = new ZipArchive(stream).Entries[0];
            return () => entry.Open().Dispose();
        }, Repeats: true),
        new(typeof(ZipArchive), ".ctor", Cause.File, hold =>
        {
            FileStream source = Fifo.Reader(hold);
            return () => _ = new ZipArchive(source);
        }),
        new(typeof(ZipArchive), "Dispose", Cause.File, hold =>
        {
            var archive = new ZipArchive(Fifo.FullWriter(hold), ZipArchiveMode.Create);
            archive.CreateEntry("entry");
            return archive.Dispose;
        }),
    ];

    private static LiveCall OnUnopened(Type type, string method, Action<string, Hold> call) => new(type, method, Cause.File, hold =>
    {
        string path = Fifo.Unopened(hold);
        return () => call(path, hold);
    });

    private static string FolderWithFile(Hold hold)
    {
        string folder = Directory.CreateDirectory(hold.PathOf("in")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "file"), Fifo.Bytes);
        return folder;
    }

    private static ZipArchive Archive()
    {
        var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("entry").Open();
            entry.Write(Fifo.Bytes);
        }

        return new ZipArchive(content, ZipArchiveMode.Read);
    }
}
