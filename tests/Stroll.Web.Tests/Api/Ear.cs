using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Stroll.Web.Tests.Api;

/// <summary>Somebody else's server: remembers what it is sent and says yes, or what a test wants it to say.</summary>
sealed class Ear : IAsyncDisposable
{
    readonly WebApplication _app;

    Ear(WebApplication app) => _app = app;

    internal ConcurrentQueue<(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)> Heard { get; } = new();

    /// <summary>What it says next; 200 and an empty object where nothing is given.</summary>
    internal Func<string, (int Status, string Body)> Says { get; set; } = _ => (200, "{}");

    internal Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    internal static async Task<Ear> Open()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var ear = new Ear(builder.Build());
        ear._app.Run(ear.Hear);
        await ear._app.StartAsync(TestContext.Current.CancellationToken);
        return ear;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    async Task Hear(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        Heard.Enqueue((http.Request.Path, http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()), body.ToArray()));
        var (status, text) = Says(http.Request.Path);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(text, http.RequestAborted);
    }
}
