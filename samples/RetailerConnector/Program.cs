// A retailer's connector, written from docs/connectors.md alone. It receives shopping trips, prices them by its own list, prints a bill for each, and gives
// the first line of the first trip with goods back.
//
//   RetailerConnector --listen http://127.0.0.1:9090 --secret whsec_… --stroll http://127.0.0.1:8080 --key stroll_… [--refund-first]
using System.Globalization;
using RetailerConnector;

var options = Options.Of(args);
var trips = new Trips();
var till = new Till(PriceList.Default);
using var stroll = new HttpClient { BaseAddress = options.Stroll };
stroll.DefaultRequestHeaders.Authorization = new("Bearer", options.Key);

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(options.Listen);
var app = builder.Build();

app.MapPost("/v1/order/purchases", async (HttpRequest request) =>
{
    using var memory = new MemoryStream();
    await request.Body.CopyToAsync(memory);
    var body = memory.ToArray();
    if (!Signature.IsGood(options.Secret, request.Headers, body, DateTimeOffset.UtcNow))
    {
        return Results.Unauthorized();
    }

    var trip = Trip.Read(body);
    // The same trip again is answered alike and billed once.
    var purchase = trips.Take(trip, () => till.Bill(trip));
    if (purchase.IsNew)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"trip {trip.Id} lines {trip.Items.Count} total {purchase.Bill.Total:0.00} {purchase.Bill.Currency} purchase {purchase.Id}"));
        if (options.RefundFirst && trip.Items.Count > 0 && trips.IsFirstRefund())
        {
            _ = Task.Run(() => Refund.Ask(stroll, trip, trip.Items[0]));
        }
    }

    return Results.Json(new { purchaseId = purchase.Id }, statusCode: StatusCodes.Status201Created);
});

app.MapPost("/v1/identity/identity-keys", () => Results.Json(new { visitorId = Guid.NewGuid().ToString(), type = "SHOPPER" }));

await app.StartAsync();
Console.WriteLine($"listening {app.Urls.First()}");
await app.WaitForShutdownAsync();
