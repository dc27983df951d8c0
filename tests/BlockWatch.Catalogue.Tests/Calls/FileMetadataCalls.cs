using System.IO.MemoryMappedFiles;
using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>What asks for, changes or moves files and folders, and is over at once on a disk of one's own.</summary>
internal static class FileMetadataCalls
{
    public static IEnumerable<LiveCall> List() =>
    [
        Repeats(typeof(File), "Move", path =>
        {
            File.Move(path, path + "2");
            File.Move(path + "2", path);
        }),
        Repeats(typeof(File), "Replace", path =>
        {
            File.Replace(path, path + ".other", null);
            File.Copy(path + ".other", path);
        }),
        Repeats(typeof(File), "Delete", path => File.Delete(path + ".none")),
        Repeats(typeof(File), "Exists", path => File.Exists(path)),
        Repeats(typeof(File), "Create", path => File.Create(path).Dispose()),
        Repeats(typeof(File), "GetAttributes", path => File.GetAttributes(path)),
        Repeats(typeof(File), "SetAttributes", path => File.SetAttributes(path, FileAttributes.Normal)),
        Repeats(typeof(File), "GetLastWriteTimeUtc", path => File.GetLastWriteTimeUtc(path)),
        Repeats(typeof(File), "SetLastWriteTimeUtc", path => File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch)),
        Repeats(typeof(File), "CreateSymbolicLink", path => File.CreateSymbolicLink($"{path}.{Guid.NewGuid():N}", path)),
        Repeats(typeof(Path), "Exists", path => Path.Exists(path)),
        Repeats(typeof(Path), "GetTempFileName", _ => File.Delete(Path.GetTempFileName())),
        Repeats(typeof(Directory), "GetFiles", _ => Directory.GetFiles("/usr/lib")),
        Repeats(typeof(DirectoryInfo), "GetFiles", _ => new DirectoryInfo("/usr/lib").GetFiles()),
        Repeats(typeof(DriveInfo), "get_AvailableFreeSpace", path => Assert.NotEqual(0, new DriveInfo("/").AvailableFreeSpace)),
        new(typeof(FileInfo), "CopyTo", Cause.File, hold =>
        {
            var file = new FileInfo(hold.PathOf("large"));
            File.WriteAllBytes(file.FullName, new byte[8 << 20]);
            return () => file.CopyTo(hold.PathOf("copy"), overwrite: true);
        }, Repeats: true),
        new(typeof(MemoryMappedFile), "CreateFromFile", Cause.File, hold =>
        {
            string path = Fifo.Unopened(hold);
            return () => MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        }),
        new(typeof(FileInfo), "OpenRead", Cause.File, hold =>
        {
            var file = new FileInfo(Fifo.Unopened(hold));
            return () => file.OpenRead();
        }),
        new(typeof(FileSystemWatcher), "WaitForChanged", Cause.File, hold => () => new FileSystemWatcher(hold.Folder).WaitForChanged(WatcherChangeTypes.All)),
        new(typeof(MemoryMappedViewAccessor), "Flush", Cause.File, hold =>
        {
            MemoryMappedViewAccessor view = MemoryMappedFile.CreateFromFile(hold.PathOf("map"), FileMode.Create, null, 1 << 20).CreateViewAccessor();
            return () =>
            {
                view.Write(0, Environment.TickCount64);
                view.Flush();
            };
        }, Repeats: true),
    ];

    private static LiveCall Repeats(Type type, string method, Action<string> call) => new(type, method, Cause.File, hold =>
    {
        string path = hold.PathOf("file");
        File.WriteAllText(path, "1");
        File.WriteAllText(path + ".other", "2");
        return () => call(path);
    }, Repeats: true);
}
