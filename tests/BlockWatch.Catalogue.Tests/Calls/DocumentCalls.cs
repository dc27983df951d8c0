using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Serialization;
using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>JSON, XML and serializers over a file that blocks.</summary>
internal static class DocumentCalls
{
    private static readonly XElement LargeElement = new("root", Enumerable.Range(0, 20_000).Select(i => new XElement("child", i)));

    private static readonly int[] Large = [.. Enumerable.Range(0, 200_000)];

    public static IEnumerable<LiveCall> List() =>
    [
        Writes(typeof(JsonSerializer), "Serialize", stream => JsonSerializer.Serialize(stream, Large)),
        Reads(typeof(JsonSerializer), "Deserialize", stream => JsonSerializer.Deserialize<int[]>(stream)),
        Reads(typeof(JsonDocument), "Parse", stream => JsonDocument.Parse(stream)),
        Reads(typeof(XDocument), "Load", stream => XDocument.Load(stream)),
        Writes(typeof(XDocument), "Save", stream => new XDocument(LargeElement).Save(stream)),
        Reads(typeof(XElement), "Load", stream => XElement.Load(stream)),
        Writes(typeof(XElement), "Save", stream => LargeElement.Save(stream)),
        Reads(typeof(XmlDocument), "Load", stream => new XmlDocument { XmlResolver = null }.Load(stream)),
        Writes(typeof(XmlDocument), "Save", stream =>
        {
            var document = new XmlDocument { XmlResolver = null };
            document.AppendChild(document.CreateElement("root"));
            document.Save(stream);
        }),
        Writes(typeof(XmlWriter), "Dispose", stream =>
        {
            var writer = XmlWriter.Create(stream);
            writer.WriteElementString("root", "text");
            writer.Dispose();
        }),
        Reads(typeof(XmlSerializer), "Deserialize", stream => new XmlSerializer(typeof(int[])).Deserialize(XmlReader.Create(new StreamReader(stream)))),
        Writes(typeof(XmlSerializer), "Serialize", stream => new XmlSerializer(typeof(int[])).Serialize(stream, Large)),
        Reads(typeof(XmlObjectSerializer), "ReadObject", stream => new DataContractSerializer(typeof(int[])).ReadObject(stream)),
        Writes(typeof(XmlObjectSerializer), "WriteObject", stream => new DataContractSerializer(typeof(int[])).WriteObject(stream, Large)),
        Reads(typeof(DataContractJsonSerializer), "ReadObject", stream => new DataContractJsonSerializer(typeof(int[])).ReadObject(stream)),
        Writes(typeof(DataContractJsonSerializer), "WriteObject", stream => new DataContractJsonSerializer(typeof(int[])).WriteObject(stream, Large)),
    ];

    private static LiveCall Reads(Type type, string method, Action<Stream> call) => new(type, method, Cause.File, hold =>
    {
        FileStream stream = Fifo.Reader(hold);
        return () => call(stream);
    });

    private static LiveCall Writes(Type type, string method, Action<Stream> call) => new(type, method, Cause.File, hold =>
    {
        FileStream stream = Fifo.FullWriter(hold);
        return () => call(stream);
    });
}
