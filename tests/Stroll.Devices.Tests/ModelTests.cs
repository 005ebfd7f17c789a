using System.Net;
using System.Net.Sockets;
using System.Text;
using Stroll.Devices.Models;
using Stroll.Units;

namespace Stroll.Tests.Devices;

public class ModelTests
{
    static readonly byte[] Content = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];

    [Fact]
    public void Every_model_of_the_data_is_known_by_its_hash_and_fits_its_descriptor()
    {
        var folder = new ModelFolder(TestPlaces.Data("models"));
        Assert.Equal(9, ModelFolder.Known.Count);
        foreach (var model in ModelFolder.Known)
        {
            using var session = Good(ModelSession.Open(model, Good(folder.Load(model))));
            session.Run();
        }
    }

    [Fact]
    public void A_model_under_the_descriptor_of_another_is_refused()
    {
        var folder = new ModelFolder(TestPlaces.Data("models"));
        var (yolox, nanodet) = (Known("yolox-nano"), Known("nanodet-m"));
        Assert.Equal("model.shape", Bad(ModelSession.Open(yolox with { Classes = 79 }, Good(folder.Load(yolox)))).Code);
        Assert.Equal("model.shape", Bad(ModelSession.Open(yolox, Good(folder.Load(nanodet)))).Code);
        Assert.Equal("model.shape", Bad(ModelSession.Open(yolox with { Output = "none" }, Good(folder.Load(yolox)))).Code);
        Assert.Equal("model.broken", Bad(ModelSession.Open(yolox, Good(folder.Load(yolox))[..100_000])).Code);
        Assert.Equal("model.provider", Bad(ModelSession.Open(yolox, Good(folder.Load(yolox)), ModelProvider.DirectMl)).Code);
    }

    [Fact]
    public void A_file_that_is_cut_off_or_changed_or_missing_is_refused()
    {
        using var temp = new TempFolder();
        var (folder, model) = (new ModelFolder(temp.Path), Small(null));
        Assert.Equal("model.missing", Bad(folder.Load(model)).Code);
        File.WriteAllBytes(folder.PathOf(model), Content[..4000]);
        Assert.Equal("model.hash", Bad(folder.Load(model)).Code);
        File.WriteAllBytes(folder.PathOf(model), [.. Content[..4999], 1]);
        Assert.Equal("model.hash", Bad(folder.Load(model)).Code);
        File.WriteAllBytes(folder.PathOf(model), Content);
        Assert.Equal(Content, Good(folder.Load(model)));
    }

    [Fact]
    public void A_fetch_keeps_what_has_the_pinned_hash_and_nothing_else()
    {
        using var temp = new TempFolder();
        using var http = new HttpClient();
        var folder = new ModelFolder(temp["models"]);
        using var right = new OneFileServer(Content);
        using var wrong = new OneFileServer([.. Content, 0]);
        using var broken = new OneFileServer(null);

        Assert.Equal("model.hash", Bad(ModelFetch.Fetch(http, folder, Small(wrong.Address), TestContext.Current.CancellationToken)).Code);
        Assert.Equal("model.fetch", Bad(ModelFetch.Fetch(http, folder, Small(broken.Address), TestContext.Current.CancellationToken)).Code);
        Assert.Equal("model.no-source", Bad(ModelFetch.Fetch(http, folder, Small(null), TestContext.Current.CancellationToken)).Code);
        Assert.False(Directory.Exists(folder.Path));

        Assert.True(Good(ModelFetch.Fetch(http, folder, Small(right.Address), TestContext.Current.CancellationToken)));
        Assert.False(Good(ModelFetch.Fetch(http, folder, Small(right.Address), TestContext.Current.CancellationToken)));
        Assert.Equal([folder.PathOf(Small(null))], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("task: detector", "task: detektor", "model.type", "detector")]
    [InlineData("decoding: yolox", "decodings: yolox", "model.unknown-key", "decoding")]
    [InlineData("file: y.onnx", "file: ../y.onnx", "model.type", "without a folder")]
    [InlineData("url: https://example.org/y", "url: file:///etc/passwd", "model.type", "https")]
    [InlineData("divide: [1, 1, 1]", "divide: [1, 0, 1]", "model.type", "above 0")]
    [InlineData("  size_pixels: [4, 4]\n", "", "model.missing-key", "size_pixels")]
    public void A_descriptor_that_is_wrong_says_where(string from, string to, string code, string words)
    {
        var text = $"name: y\ntask: detector\nfile: y.onnx\nsha256: {new string('0', 64)}\nbytes: 1\nlicence: MIT\nsource: here\nurl: https://example.org/y\n"
            + "input:\n  size_pixels: [4, 4]\n  colours: bgr\n  divide: [1, 1, 1]\ndecoding: yolox\n";
        Good(ModelYaml.Read(text, "y.yaml"));
        var fault = Bad(ModelYaml.Read(text.Replace(from, to, StringComparison.Ordinal), "y.yaml"));
        Assert.Equal(code, fault.Code);
        Assert.Contains(words, fault.Found, StringComparison.Ordinal);
    }

    internal static T Good<T>(Result<T> result) => result is Result<T>.Good good ? good.Value : throw new InvalidOperationException(((Result<T>.Bad)result).Fault.ToString());

    internal static Fault Bad<T>(Result<T> result) => Assert.IsType<Result<T>.Bad>(result).Fault;

    internal static ModelDescriptor Known(string name) => ModelFolder.Known.Single(model => model.Name == name);

    static ModelDescriptor Small(Uri? url) => Known("yolox-nano") with { File = "small.onnx", Bytes = Content.Length, Sha256 = ModelFolder.HashOf(Content), Url = url };

    /// <summary>Answers every request with one file, or with an error.</summary>
    sealed class OneFileServer : IDisposable
    {
        readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        internal OneFileServer(byte[]? content)
        {
            _listener.Start();
            Address = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/small.onnx");
            _ = AnswerAll(content);
        }

        internal Uri Address { get; }

        public void Dispose() => _listener.Dispose();

        async Task AnswerAll(byte[]? content)
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    await stream.ReadAtLeastAsync(new byte[4096], 1);
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(content is null
                        ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        : $"HTTP/1.1 200 OK\r\nContent-Length: {content.Length}\r\nConnection: close\r\n\r\n"));
                    await stream.WriteAsync(content ?? []);
                }
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }
    }
}
