using Stroll.Units;

namespace Stroll.Devices.Models;

/// <summary>Gets a published model from its own source. What has another length or hash than pinned is refused and leaves nothing.</summary>
public static class ModelFetch
{
    /// <summary>Fetches one model into a folder; a file that is there and right is left alone.</summary>
    /// <param name="http">Who speaks to the source.</param>
    /// <param name="folder">Where it goes.</param>
    /// <param name="model">Which.</param>
    /// <param name="stop">Ends the fetch early.</param>
    /// <returns>True when it was fetched, false when it was there. Bad: <c>model.no-source</c>, <c>model.fetch</c>, <c>model.hash</c>, <c>output.unwritable</c>.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Result<bool> Fetch(HttpClient http, ModelFolder folder, ModelDescriptor model, CancellationToken stop)
    {
        if (folder.Load(model) is Result<byte[]>.Good)
        {
            return new Result<bool>.Good(false);
        }

        if (model.Url is not { } url)
        {
            return Bad("model.no-source", model.Name, $"is not published as a file that could be fetched, expected it in {folder.Path} (source: {model.Source})");
        }

        try
        {
            var bytes = Download(http, url, model.Bytes, stop);
            if (bytes.Length != model.Bytes || ModelFolder.HashOf(bytes) != model.Sha256)
            {
                return Bad("model.hash", url.ToString(), $"{bytes.Length} bytes with SHA-256 {ModelFolder.HashOf(bytes)}, expected {model.Bytes} bytes with {model.Sha256}");
            }

            Keep(folder, model, bytes);
            return new Result<bool>.Good(true);
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return Bad("model.fetch", url.ToString(), $"{fault.Message}, expected the model {model.Name}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Bad("output.unwritable", folder.Path, fault.Message);
        }
    }

    // One byte more than expected is enough to know that it is something else.
    static byte[] Download(HttpClient http, Uri url, long most, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var response = http.Send(request, HttpCompletionOption.ResponseHeadersRead, stop);
        response.EnsureSuccessStatusCode();
        using var body = response.Content.ReadAsStream(stop);
        using var bytes = new MemoryStream();
        var block = new byte[1 << 16];
        for (int count; bytes.Length <= most && (count = Read(body, block)) > 0;)
        {
            stop.ThrowIfCancellationRequested();
            bytes.Write(block, 0, count);
        }

        return bytes.ToArray();
    }

    static int Read(Stream body, byte[] block)
    {
        try
        {
            return body.Read(block);
        }
        catch (IOException broken)
        {
            throw new HttpRequestException(broken.Message, broken);
        }
    }

    static void Keep(ModelFolder folder, ModelDescriptor model, byte[] bytes)
    {
        Directory.CreateDirectory(folder.Path);
        var part = $"{folder.PathOf(model)}.part-{Environment.ProcessId}";
        File.WriteAllBytes(part, bytes);
        File.Move(part, folder.PathOf(model), overwrite: true);
    }

    static Result<bool> Bad(string code, string where, string found) => new Result<bool>.Bad(new(code, where, found));
}
