using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Stroll.Host.Database;
using Stroll.Web.Doors;

namespace Stroll.Web.Api;

/// <summary>The installation's own database, apart from those of stores.</summary>
/// <param name="Database">In the shape of <see cref="Accounts.ControlSchema"/>.</param>
public sealed record ControlRoom(IDatabase Database);

/// <summary>Marks an endpoint that asks for an <c>Idempotency-Key</c>.</summary>
sealed record OnlyOnce;

/// <summary>Lets routes say that they are done once.</summary>
static class OnceNames
{
    extension(RouteHandlerBuilder route)
    {
        /// <summary>Asks for an <c>Idempotency-Key</c>, and does nothing twice under one.</summary>
        internal RouteHandlerBuilder OnlyOnce() => route.AddEndpointFilter<Once>().WithMetadata(new OnlyOnce())
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }
}

/// <summary>An act that is sent twice with one <c>Idempotency-Key</c> is done once and answered alike both times.</summary>
/// <remarks>
/// The answer is kept for a day. A request that is still running, or whose server died over it, is refused for a minute; then it may run again,
/// which does nothing twice either, since acts take the ids of what they make from the same key.
/// </remarks>
sealed class Once(ControlRoom control, TimeProvider time, IOptions<JsonOptions> json) : IEndpointFilter
{
    internal const string Header = "Idempotency-Key";

    const long Second = 1_000_000_000;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var word = http.Request.Headers[Header].ToString();
        if (!IsWord(word))
        {
            return TypedResults.Problem($"expected the header {Header} with 8 to 200 letters, new for each act", statusCode: 400, title: "No idempotency key");
        }

        var (caller, asked) = (http.Here.Caller.Id, await Fingerprint(http));
        if (Begin(caller, word, asked) is { } earlier)
        {
            return earlier;
        }

        var result = await next(context);
        var (status, answer) = Told(result);
        if (status < 500)
        {
            End(caller, word, status, answer);
        }
        else
        {
            Forget(caller, word);
        }

        return result;
    }

    /// <summary>None when the act may begin; otherwise what to answer instead.</summary>
    IResult? Begin(string caller, string word, string asked) => control.Database.Write<IResult?>(transaction =>
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        transaction.Execute("DELETE FROM once WHERE at < @old OR (status IS NULL AND at < @stale)", new { old = now - (86_400 * Second), stale = now - (60 * Second) });
        if (transaction.First<Row>("SELECT asked, status, answer FROM once WHERE caller = @caller AND word = @word", new { caller, word }) is not { } row)
        {
            transaction.Execute("INSERT INTO once (caller, word, asked, at) VALUES (@caller, @word, @asked, @now)", new { caller, word, asked, now });
            return null;
        }

        return row.Asked != asked ? TypedResults.Problem("the same key came with another request", statusCode: 422, title: "Idempotency key used again")
            : row.Status is not { } status ? TypedResults.Problem("the first request with this key is still running", statusCode: 409, title: "Still running")
            : string.IsNullOrEmpty(row.Answer) ? TypedResults.StatusCode((int)status)
            : TypedResults.Text(row.Answer, status < 400 ? "application/json; charset=utf-8" : "application/problem+json", Encoding.UTF8, (int)status);
    });

    void End(string caller, string word, int status, string answer) => control.Database.Write(transaction =>
    {
        transaction.Execute("UPDATE once SET status = @status, answer = @answer WHERE caller = @caller AND word = @word", new { caller, word, status, answer });
    });

    void Forget(string caller, string word) => control.Database.Write(transaction =>
    {
        transaction.Execute("DELETE FROM once WHERE caller = @caller AND word = @word", new { caller, word });
    });

    (int Status, string Answer) Told(object? result)
    {
        var unwrapped = result is INestedHttpResult nested ? nested.Result : result;
        var status = unwrapped is IStatusCodeHttpResult { StatusCode: { } code } ? code : StatusCodes.Status200OK;
        return (status, unwrapped is IValueHttpResult { Value: { } value } ? JsonSerializer.Serialize(value, value.GetType(), json.Value.SerializerOptions) : "");
    }

    // The body was read when the parameters were made of it; Bodies keeps it so that it can be read again.
    static async Task<string> Fingerprint(HttpContext http)
    {
        http.Request.Body.Position = 0;
        var body = await SHA256.HashDataAsync(http.Request.Body);
        http.Request.Body.Position = 0;
        return $"{http.Request.Method} {http.Here.Store.Key} {http.Request.Path} {Convert.ToHexStringLower(body)}";
    }

    static bool IsWord(string word) => word.Length is >= 8 and <= 200 && word.All(letter => letter is > ' ' and < '\x7f');

    sealed record Row
    {
        public string Asked { get; init; } = "";

        public long? Status { get; init; }

        public string? Answer { get; init; }
    }
}
