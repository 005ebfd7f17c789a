// Written from docs/openapi.json by a test (ClientTests); STROLL_ACCEPT=1 writes it anew. Changes here are lost.
namespace Stroll.Client;

public sealed partial class StrollApi
{
    /// <summary>Stores that the caller has a right in. Needs a session or a key, whatever its rights.</summary>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfStoreSummary> ListStoresAsync(
        CancellationToken cancellation = default) =>
        Ask<PageOfStoreSummary>(HttpMethod.Get, $"/api/v1/stores", null, null, cancellation);

    /// <summary>What works and what does not. Needs the right <c>SeeDevices</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<DeviceReport> GetDevicesAsync(
        string? store = null, CancellationToken cancellation = default) =>
        Ask<DeviceReport>(HttpMethod.Get, Query($"/api/v1/devices", ("store", store)), null, null, cancellation);

    /// <summary>Whether the store works. Needs the right <c>SeeDevices</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<StoreHealth> GetHealthAsync(
        string? store = null, CancellationToken cancellation = default) =>
        Ask<StoreHealth>(HttpMethod.Get, Query($"/api/v1/health", ("store", store)), null, null, cancellation);

    /// <summary>Articles, by barcode. Needs the right <c>SeeCatalogue</c> in the store.</summary>
    /// <param name="cursor">What 'next' of the page before said; none for the first page.</param>
    /// <param name="limit">How many items at most.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfArticle> ListArticlesAsync(
        string? cursor = null, int? limit = null, string? store = null, CancellationToken cancellation = default) =>
        Ask<PageOfArticle>(HttpMethod.Get, Query($"/api/v1/catalogue", ("cursor", cursor), ("limit", limit), ("store", store)), null, null, cancellation);

    /// <summary>One article. Needs the right <c>SeeCatalogue</c> in the store.</summary>
    /// <param name="barcode">Of the article, as the operator wrote it.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<Article> GetArticleAsync(
        string barcode, string? store = null, CancellationToken cancellation = default) =>
        Ask<Article>(HttpMethod.Get, Query($"/api/v1/catalogue/{Uri.EscapeDataString(barcode)}", ("store", store)), null, null, cancellation);

    /// <summary>Where articles are meant to stand. Needs the right <c>SeeCatalogue</c> in the store.</summary>
    /// <param name="cursor">What 'next' of the page before said; none for the first page.</param>
    /// <param name="limit">How many items at most.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfFacingPlace> ListFacingsAsync(
        string? cursor = null, int? limit = null, string? store = null, CancellationToken cancellation = default) =>
        Ask<PageOfFacingPlace>(HttpMethod.Get, Query($"/api/v1/planogram", ("cursor", cursor), ("limit", limit), ("store", store)), null, null, cancellation);

    /// <summary>Says where everything is meant to stand, from the next start on. Needs the right <c>EditCatalogue</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PlanogramTold> ReplacePlanogramAsync(
        PlanogramUpload body, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Ask<PlanogramTold>(HttpMethod.Put, Query($"/api/v1/planogram", ("store", store)), body, idempotencyKey, cancellation);

    /// <summary>Adds and changes articles, as JSON or as catalogue.csv. Needs the right <c>EditCatalogue</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<UploadTold> UploadArticlesAsync(
        CatalogueUpload body, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Ask<UploadTold>(HttpMethod.Post, Query($"/api/v1/catalogue/uploads", ("store", store)), body, idempotencyKey, cancellation);

    /// <summary>One version of catalogue and planogram. Needs the right <c>SeeCatalogue</c> in the store.</summary>
    /// <param name="number">As it was told when it was made.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<VersionTold> GetCatalogueVersionAsync(
        int number, string? store = null, CancellationToken cancellation = default) =>
        Ask<VersionTold>(HttpMethod.Get, Query($"/api/v1/catalogue/versions/{number}", ("store", store)), null, null, cancellation);

    /// <summary>Prices that were set over those of the catalogue, in the order in which they were set. Needs the right <c>SeeCatalogue</c> in the store.</summary>
    /// <param name="cursor">What 'next' of the page before said; none for the first page.</param>
    /// <param name="limit">How many items at most.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfPriceLine> ListPricesAsync(
        string? cursor = null, int? limit = null, string? store = null, CancellationToken cancellation = default) =>
        Ask<PageOfPriceLine>(HttpMethod.Get, Query($"/api/v1/prices", ("cursor", cursor), ("limit", limit), ("store", store)), null, null, cancellation);

    /// <summary>Sets prices, now or from a moment on. Needs the right <c>EditCatalogue</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task SetPricesAsync(
        PricesUpload body, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Do(HttpMethod.Put, Query($"/api/v1/prices", ("store", store)), body, idempotencyKey, cancellation);

    /// <summary>Counts of facings by weight, with their doubt. Needs the right <c>SeeCatalogue</c> in the store.</summary>
    /// <param name="cursor">What 'next' of the page before said; none for the first page.</param>
    /// <param name="limit">How many items at most.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfStockLine> ListStockAsync(
        string? cursor = null, int? limit = null, string? store = null, CancellationToken cancellation = default) =>
        Ask<PageOfStockLine>(HttpMethod.Get, Query($"/api/v1/inventory", ("cursor", cursor), ("limit", limit), ("store", store)), null, null, cancellation);

    /// <summary>Says what somebody counted: from then on changes of weight are counted from there. Needs the right <c>EditCatalogue</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task CountStockAsync(
        CountsUpload body, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Do(HttpMethod.Post, Query($"/api/v1/inventory/counts", ("store", store)), body, idempotencyKey, cancellation);

    /// <summary>Visits, newest first. Needs the right <c>SeeVisits</c> in the store.</summary>
    /// <param name="cursor">What 'next' of the page before said; none for the first page.</param>
    /// <param name="status">Only visits that stand there.</param>
    /// <param name="limit">How many items at most.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfVisitTold> ListVisitsAsync(
        string? cursor = null, string? status = null, int? limit = null, string? store = null, CancellationToken cancellation = default) =>
        Ask<PageOfVisitTold>(HttpMethod.Get, Query($"/api/v1/visits", ("cursor", cursor), ("status", status), ("limit", limit), ("store", store)), null, null, cancellation);

    /// <summary>One visit with its evidence. Needs the right <c>SeeVisits</c> in the store.</summary>
    /// <param name="visit">The id of the visit.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<VisitTold> GetVisitAsync(
        Guid visit, string? store = null, CancellationToken cancellation = default) =>
        Ask<VisitTold>(HttpMethod.Get, Query($"/api/v1/visits/{visit}", ("store", store)), null, null, cancellation);

    /// <summary>Carts of those who are inside now. Needs the right <c>SeeVisits</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfCartNow> ListCartsAsync(
        string? store = null, CancellationToken cancellation = default) =>
        Ask<PageOfCartNow>(HttpMethod.Get, Query($"/api/v1/carts", ("store", store)), null, null, cancellation);

    /// <summary>Receipts, newest first. Needs the right <c>SeeMoney</c> in the store.</summary>
    /// <param name="cursor">What 'next' of the page before said; none for the first page.</param>
    /// <param name="limit">How many items at most.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfReceiptSummary> ListReceiptsAsync(
        string? cursor = null, int? limit = null, string? store = null, CancellationToken cancellation = default) =>
        Ask<PageOfReceiptSummary>(HttpMethod.Get, Query($"/api/v1/receipts", ("cursor", cursor), ("limit", limit), ("store", store)), null, null, cancellation);

    /// <summary>One receipt with all its versions. Needs the right <c>SeeMoney</c> in the store.</summary>
    /// <param name="id">As lists tell it.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ReceiptTold> GetReceiptAsync(
        string id, string? store = null, CancellationToken cancellation = default) =>
        Ask<ReceiptTold>(HttpMethod.Get, Query($"/api/v1/receipts/{Uri.EscapeDataString(id)}", ("store", store)), null, null, cancellation);

    /// <summary>Gives money back for pieces of some lines: a new version of the receipt. Needs the right <c>Refund</c> in the store.</summary>
    /// <param name="id">As lists tell it.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ReceiptVersion> RefundLinesAsync(
        string id, RefundRequest body, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Ask<ReceiptVersion>(HttpMethod.Post, Query($"/api/v1/receipts/{Uri.EscapeDataString(id)}/refunds", ("store", store)), body, idempotencyKey, cancellation);

    /// <summary>Complaints that wait for a person, oldest first. Needs the right <c>SeeMoney</c> in the store.</summary>
    /// <param name="limit">How many items at most.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfComplaintTold> ListComplaintsAsync(
        int? limit = null, string? store = null, CancellationToken cancellation = default) =>
        Ask<PageOfComplaintTold>(HttpMethod.Get, Query($"/api/v1/complaints", ("limit", limit), ("store", store)), null, null, cancellation);

    /// <summary>Grants or refuses a complaint that waits. Needs the right <c>Refund</c> in the store.</summary>
    /// <param name="number">As it was told when it was made.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ComplaintTold> DecideComplaintAsync(
        long number, ComplaintDecision body, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Ask<ComplaintTold>(HttpMethod.Post, Query($"/api/v1/complaints/{number}/decision", ("store", store)), body, idempotencyKey, cancellation);

    /// <summary>Cases that are over, newest first. Needs the right <c>SeeAccuracy</c> in the store.</summary>
    /// <param name="cursor">What 'next' of the page before said; none for the first page.</param>
    /// <param name="limit">How many items at most.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfCaseTold> ListCasesAsync(
        string? cursor = null, int? limit = null, string? store = null, CancellationToken cancellation = default) =>
        Ask<PageOfCaseTold>(HttpMethod.Get, Query($"/api/v1/cases", ("cursor", cursor), ("limit", limit), ("store", store)), null, null, cancellation);

    /// <summary>How many cases wait. Needs the right <c>SeeAccuracy</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<CaseDepth> CountCasesAsync(
        string? store = null, CancellationToken cancellation = default) =>
        Ask<CaseDepth>(HttpMethod.Get, Query($"/api/v1/cases/waiting", ("store", store)), null, null, cancellation);

    /// <summary>Who is told. Needs the right <c>ManageConnections</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfWebhookTold> ListWebhooksAsync(
        string? store = null, CancellationToken cancellation = default) =>
        Ask<PageOfWebhookTold>(HttpMethod.Get, Query($"/api/v1/webhooks", ("store", store)), null, null, cancellation);

    /// <summary>Makes a webhook, or changes where it leads; a new one comes with its secret. Needs the right <c>ManageConnections</c> in the store.</summary>
    /// <param name="name">Of the webhook: a-z, 0-9 and hyphen.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<WebhookTold> SetWebhookAsync(
        string name, WebhookRequest body, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Ask<WebhookTold>(HttpMethod.Put, Query($"/api/v1/webhooks/{Uri.EscapeDataString(name)}", ("store", store)), body, idempotencyKey, cancellation);

    /// <summary>Tells it no more. Needs the right <c>ManageConnections</c> in the store.</summary>
    /// <param name="name">Of the webhook: a-z, 0-9 and hyphen.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task RemoveWebhookAsync(
        string name, string? store = null, CancellationToken cancellation = default) =>
        Do(HttpMethod.Delete, Query($"/api/v1/webhooks/{Uri.EscapeDataString(name)}", ("store", store)), null, null, cancellation);

    /// <summary>What became of the newest messages. Needs the right <c>ManageConnections</c> in the store.</summary>
    /// <param name="limit">How many items at most.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfDeliveryTold> ListDeliveriesAsync(
        int? limit = null, string? store = null, CancellationToken cancellation = default) =>
        Ask<PageOfDeliveryTold>(HttpMethod.Get, Query($"/api/v1/webhooks/deliveries", ("limit", limit), ("store", store)), null, null, cancellation);

    /// <summary>Sends a message again. Needs the right <c>ManageConnections</c> in the store.</summary>
    /// <param name="name">Of the webhook: a-z, 0-9 and hyphen.</param>
    /// <param name="number">As it was told when it was made.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task SendAgainAsync(
        string name, long number, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Do(HttpMethod.Post, Query($"/api/v1/webhooks/{Uri.EscapeDataString(name)}/deliveries/{number}/again", ("store", store)), null, idempotencyKey, cancellation);

    /// <summary>The retailer's system that is told of trips. Needs the right <c>ManageConnections</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ConnectorTold> GetConnectorAsync(
        string? store = null, CancellationToken cancellation = default) =>
        Ask<ConnectorTold>(HttpMethod.Get, Query($"/api/v1/connector", ("store", store)), null, null, cancellation);

    /// <summary>Makes the connector or changes where it leads; a new one comes with its secret. Needs the right <c>ManageConnections</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ConnectorTold> SetConnectorAsync(
        ConnectorRequest body, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Ask<ConnectorTold>(HttpMethod.Put, Query($"/api/v1/connector", ("store", store)), body, idempotencyKey, cancellation);

    /// <summary>Tells it no more. Needs the right <c>ManageConnections</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task RemoveConnectorAsync(
        string? store = null, CancellationToken cancellation = default) =>
        Do(HttpMethod.Delete, Query($"/api/v1/connector", ("store", store)), null, null, cancellation);

    /// <summary>What became of trips, newest first. Needs the right <c>ManageConnections</c> in the store.</summary>
    /// <param name="cursor">What 'next' of the page before said; none for the first page.</param>
    /// <param name="limit">How many items at most.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfTripTold> ListTripsAsync(
        string? cursor = null, int? limit = null, string? store = null, CancellationToken cancellation = default) =>
        Ask<PageOfTripTold>(HttpMethod.Get, Query($"/api/v1/connector/trips", ("cursor", cursor), ("limit", limit), ("store", store)), null, null, cancellation);

    /// <summary>Keys of programs for this store. Needs the right <c>ManagePeople</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfKeyTold> ListKeysAsync(
        string? store = null, CancellationToken cancellation = default) =>
        Ask<PageOfKeyTold>(HttpMethod.Get, Query($"/api/v1/keys", ("store", store)), null, null, cancellation);

    /// <summary>Makes a key; its secret is told this once. Needs the right <c>ManagePeople</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<KeyTold> MakeKeyAsync(
        KeyRequest body, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Ask<KeyTold>(HttpMethod.Post, Query($"/api/v1/keys", ("store", store)), body, idempotencyKey, cancellation);

    /// <summary>Takes a key back; its next request is refused. Needs the right <c>ManagePeople</c> in the store.</summary>
    /// <param name="id">As lists tell it.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task RevokeKeyAsync(
        string id, string? store = null, CancellationToken cancellation = default) =>
        Do(HttpMethod.Delete, Query($"/api/v1/keys/{Uri.EscapeDataString(id)}", ("store", store)), null, null, cancellation);

    /// <summary>The journal of privileged acts, the oldest first. Needs the right <c>SeeAudit</c> in the store.</summary>
    /// <param name="cursor">What 'next' of the page before said; none for the first page.</param>
    /// <param name="limit">How many items at most.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PageOfJournalLine> ListJournalAsync(
        string? cursor = null, int? limit = null, string? store = null, CancellationToken cancellation = default) =>
        Ask<PageOfJournalLine>(HttpMethod.Get, Query($"/api/v1/journal", ("cursor", cursor), ("limit", limit), ("store", store)), null, null, cancellation);

    /// <summary>Where the journal stands now, signed: keep it where nobody of the store can change it. Needs the right <c>SeeAudit</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<CheckpointTold> GetCheckpointAsync(
        string? store = null, CancellationToken cancellation = default) =>
        Ask<CheckpointTold>(HttpMethod.Get, Query($"/api/v1/journal/checkpoint", ("store", store)), null, null, cancellation);

    /// <summary>How long what tells of people is kept. Needs the right <c>SeeAudit</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<RetentionTold> GetRetentionAsync(
        string? store = null, CancellationToken cancellation = default) =>
        Ask<RetentionTold>(HttpMethod.Get, Query($"/api/v1/retention", ("store", store)), null, null, cancellation);

    /// <summary>Deletes now what is older than its time; the store does so by itself too. Needs the right <c>ManagePeople</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<DeletionTold> SweepAsync(
        string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Ask<DeletionTold>(HttpMethod.Post, Query($"/api/v1/retention/sweeps", ("store", store)), null, idempotencyKey, cancellation);

    /// <summary>All that is kept about whoever holds this receipt. Needs the right <c>ManagePeople</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<SubjectTold> AccessSubjectAsync(
        SubjectRequest body, string? store = null, CancellationToken cancellation = default) =>
        Ask<SubjectTold>(HttpMethod.Post, Query($"/api/v1/subjects/access", ("store", store)), body, null, cancellation);

    /// <summary>Deletes what tells of the visits of whoever holds this receipt; the receipt and the books stay. Needs the right <c>ManagePeople</c> in the store.</summary>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<DeletionTold> ForgetSubjectAsync(
        SubjectRequest body, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Ask<DeletionTold>(HttpMethod.Post, Query($"/api/v1/subjects/deletions", ("store", store)), body, idempotencyKey, cancellation);

    /// <summary>Ask whether somebody may come in. Needs the right <c>OpenGates</c> in the store.</summary>
    /// <param name="gate">Its name in the store.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<EntryTold> EnterAsync(
        string gate, EntryAsked body, string? store = null, CancellationToken cancellation = default) =>
        Ask<EntryTold>(HttpMethod.Post, Query($"/api/v1/gates/{Uri.EscapeDataString(gate)}/entries", ("store", store)), body, null, cancellation);

    /// <summary>The link to a receipt at the exit, and who pays where nobody was known to. Needs the right <c>OpenGates</c> in the store.</summary>
    /// <param name="gate">Its name in the store.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ExitTold> LeaveAsync(
        string gate, ExitAsked body, string? store = null, CancellationToken cancellation = default) =>
        Ask<ExitTold>(HttpMethod.Post, Query($"/api/v1/gates/{Uri.EscapeDataString(gate)}/exits", ("store", store)), body, null, cancellation);

    /// <summary>Remember a stored card of a shopper by its token. Needs the right <c>OpenGates</c> in the store.</summary>
    /// <param name="shopper">As entry codes name them: 1 to 60 of A-Z, a-z, 0-9, hyphen and underscore.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task KeepWalletAsync(
        string shopper, WalletAsked body, string? store = null, CancellationToken cancellation = default) =>
        Do(HttpMethod.Put, Query($"/api/v1/wallets/{Uri.EscapeDataString(shopper)}", ("store", store)), body, null, cancellation);

    /// <summary>Forget it. Needs the right <c>OpenGates</c> in the store.</summary>
    /// <param name="shopper">As entry codes name them: 1 to 60 of A-Z, a-z, 0-9, hyphen and underscore.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task ForgetWalletAsync(
        string shopper, string? store = null, CancellationToken cancellation = default) =>
        Do(HttpMethod.Delete, Query($"/api/v1/wallets/{Uri.EscapeDataString(shopper)}", ("store", store)), null, null, cancellation);

    /// <summary>A short-lived entry code for a shopper's phone. Needs the right <c>OpenGates</c> in the store.</summary>
    /// <param name="shopper">As entry codes name them: 1 to 60 of A-Z, a-z, 0-9, hyphen and underscore.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<CodeTold> MakeEntryCodeAsync(
        string shopper, string? store = null, CancellationToken cancellation = default) =>
        Ask<CodeTold>(HttpMethod.Post, Query($"/api/v1/wallets/{Uri.EscapeDataString(shopper)}/codes", ("store", store)), null, null, cancellation);

    /// <summary>Give somebody who works here a badge: never billed. Needs the right <c>OpenGates</c> in the store.</summary>
    /// <param name="badge">What the reader reads.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task KeepBadgeAsync(
        string badge, BadgeAsked body, string? store = null, CancellationToken cancellation = default) =>
        Do(HttpMethod.Put, Query($"/api/v1/badges/{Uri.EscapeDataString(badge)}", ("store", store)), body, null, cancellation);

    /// <summary>Take it away. Needs the right <c>OpenGates</c> in the store.</summary>
    /// <param name="badge">What the reader reads.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task ForgetBadgeAsync(
        string badge, string? store = null, CancellationToken cancellation = default) =>
        Do(HttpMethod.Delete, Query($"/api/v1/badges/{Uri.EscapeDataString(badge)}", ("store", store)), null, null, cancellation);

    /// <summary>How a payment stands. Needs the right <c>SeeMoney</c> in the store.</summary>
    /// <param name="party">As receipts name it.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PaymentTold> GetPaymentAsync(
        string party, string? store = null, CancellationToken cancellation = default) =>
        Ask<PaymentTold>(HttpMethod.Get, Query($"/api/v1/payments/{Uri.EscapeDataString(party)}", ("store", store)), null, null, cancellation);

    /// <summary>Staff took cash, or paid some out. Needs the right <c>Refund</c> in the store.</summary>
    /// <param name="party">As receipts name it.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PaymentTold> PayInCashAsync(
        string party, CashAsked body, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Ask<PaymentTold>(HttpMethod.Post, Query($"/api/v1/payments/{Uri.EscapeDataString(party)}/cash", ("store", store)), body, idempotencyKey, cancellation);

    /// <summary>Give up what is still owed. Needs the right <c>Refund</c> in the store.</summary>
    /// <param name="party">As receipts name it.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PaymentTold> GiveUpPaymentAsync(
        string party, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Ask<PaymentTold>(HttpMethod.Post, Query($"/api/v1/payments/{Uri.EscapeDataString(party)}/give-up", ("store", store)), null, idempotencyKey, cancellation);

    /// <summary>A person has looked; the machine may try again. Needs the right <c>Refund</c> in the store.</summary>
    /// <param name="party">As receipts name it.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<PaymentTold> ResumePaymentAsync(
        string party, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Ask<PaymentTold>(HttpMethod.Post, Query($"/api/v1/payments/{Uri.EscapeDataString(party)}/resume", ("store", store)), null, idempotencyKey, cancellation);

    /// <summary>Say whether somebody who followed through the gate belongs to the payer. Needs the right <c>Refund</c> in the store.</summary>
    /// <param name="party">As receipts name it.</param>
    /// <param name="store">As tenant/store. May be left out by who has rights in one store only.</param>
    /// <param name="body">What is asked.</param>
    /// <param name="idempotencyKey">New for each act, the same for each attempt at it: 8 to 200 letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task DecideTailgatingAsync(
        string party, TailgatingAsked body, string idempotencyKey, string? store = null, CancellationToken cancellation = default) =>
        Do(HttpMethod.Post, Query($"/api/v1/parties/{Uri.EscapeDataString(party)}/tailgating", ("store", store)), body, idempotencyKey, cancellation);
}

/// <summary>An amount of money.</summary>
/// <param name="Minor">In the smallest unit of the currency, as cents.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record Amount(
    long Minor,
    string Currency);

/// <summary>An article.</summary>
/// <param name="Barcode">As the operator wrote it; unique in the store.</param>
/// <param name="Gtin">The 14 digits; none when the code is no valid GTIN.</param>
/// <param name="Name">For people.</param>
/// <param name="UnitWeightGrams">Of one piece, on average; none when never weighed.</param>
/// <param name="UnitWeightSdGrams">How much pieces differ; none when not known.</param>
/// <param name="Unit"><c>each</c> or <c>kilogram</c>.</param>
/// <param name="Price">Of one piece or kilogram.</param>
public sealed record Article(
    string Barcode,
    string Name,
    string Unit,
    string? Gtin = null,
    double? UnitWeightGrams = null,
    double? UnitWeightSdGrams = null,
    Amount? Price = null);

/// <summary>Who carries a badge.</summary>
/// <param name="Name">For people.</param>
public sealed record BadgeAsked(
    string Name);

/// <summary>One product on a receipt.</summary>
/// <param name="Line">Its number; stays the same in all versions.</param>
/// <param name="Barcode">Of the article.</param>
/// <param name="Name">When it was issued.</param>
/// <param name="Quantity">Pieces; 1 for goods by weight; 0 when the line fell away.</param>
/// <param name="Grams">Of goods by weight; 0 otherwise.</param>
/// <param name="Amount">Minor units, after promotions.</param>
/// <param name="Deposit">Minor units.</param>
/// <param name="Probability">That it is right.</param>
/// <param name="Reason">Why it is charged, or no longer charged.</param>
/// <param name="Evidence">The movements that it stands on, in words.</param>
public sealed record BilledLine(
    int Line,
    string Barcode,
    string Name,
    int Quantity,
    long Grams,
    long Amount,
    long Deposit,
    double Probability,
    string Reason,
    IReadOnlyList<string> Evidence);

/// <summary>One article in a cart.</summary>
/// <param name="Barcode">Of the article.</param>
/// <param name="Name">For people.</param>
/// <param name="Quantity">Pieces; 1 for goods by weight.</param>
/// <param name="Grams">What the shelves lost for it.</param>
/// <param name="Probability">That exactly this in exactly this quantity was taken.</param>
/// <param name="Charge">What would happen without a person: <c>now</c>, <c>held</c> or <c>never</c>.</param>
public sealed record CartLine(
    string Barcode,
    string Name,
    int Quantity,
    double Grams,
    double Probability,
    string Charge);

/// <summary>What somebody is believed to hold.</summary>
/// <param name="Visit">Its id.</param>
/// <param name="Entered">When they came in.</param>
/// <param name="Left">When they went out; none while they are inside.</param>
/// <param name="Lines">What is believed to be in the cart.</param>
public sealed record CartNow(
    Guid Visit,
    DateTimeOffset Entered,
    IReadOnlyList<CartLine> Lines,
    DateTimeOffset? Left = null);

/// <summary>How many cases wait. Which ones is not told, since a list of them would tell audits and gold from the rest.</summary>
/// <param name="Waiting">So many.</param>
/// <param name="Overdue">Of them, past the time that the shopper was promised.</param>
/// <param name="Oldest">When the oldest was asked; none when none waits.</param>
public sealed record CaseDepth(
    int Waiting,
    int Overdue,
    DateTimeOffset? Oldest = null);

/// <summary>A question to a person that was decided, withdrawn or came too late.</summary>
/// <param name="Id">Of the case.</param>
/// <param name="Stream">Why it was there: routed by doubt, or an audit drawn in advance.</param>
/// <param name="Status">What became of it.</param>
/// <param name="At">When it happened in the store.</param>
/// <param name="Opened">When it was asked.</param>
/// <param name="Closed">When it was decided or given up.</param>
/// <param name="Words">The question.</param>
/// <param name="Verdict">What people decided, as JSON text; none where nobody did.</param>
/// <param name="Certainty">Of the verdict.</param>
/// <param name="Visits">Which visits hung on it.</param>
public sealed record CaseTold(
    string Id,
    string Stream,
    string Status,
    DateTimeOffset At,
    DateTimeOffset Opened,
    string Words,
    IReadOnlyList<Guid> Visits,
    DateTimeOffset? Closed = null,
    string? Verdict = null,
    double? Certainty = null);

/// <summary>Cash that staff took or paid out.</summary>
/// <param name="Reference">Of the till's slip; one reference counts once.</param>
/// <param name="Amount">Minor units; below zero when staff paid out.</param>
public sealed record CashAsked(
    string Reference,
    long Amount);

/// <summary>Articles to be added or changed: all of them or none.</summary>
/// <param name="Items">Each barcode once; at most 50,000.</param>
public sealed record CatalogueUpload(
    IReadOnlyList<Article>? Items = null);

/// <summary>A signed line that says where the journal stands.</summary>
/// <param name="Line">As <c>stroll journal check --checkpoints</c> reads it.</param>
/// <param name="PublicKey">Checks it, as PEM.</param>
public sealed record CheckpointTold(
    string Line,
    string PublicKey);

/// <summary>A code for a phone.</summary>
/// <param name="Code">The text of the QR code; good for two minutes and one entry.</param>
/// <param name="Qr">The same as an SVG image.</param>
public sealed record CodeTold(
    string Code,
    string Qr);

/// <summary>What a person decided about a complaint.</summary>
/// <param name="Granted">True to give the money back.</param>
/// <param name="Words">1 to 1,000 letters to the shopper.</param>
public sealed record ComplaintDecision(
    bool Granted,
    string? Words = null);

/// <summary>A complaint of a shopper.</summary>
/// <param name="Number">Counts up in the store from 1.</param>
/// <param name="Receipt">Of which receipt.</param>
/// <param name="Line">Of which line; 0 for the whole receipt.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Quantity">Pieces that they say they took of that line.</param>
/// <param name="Words">Theirs: text from outside.</param>
/// <param name="At">When they said it.</param>
/// <param name="State">What became of it.</param>
/// <param name="Answer">Words to the shopper.</param>
/// <param name="Refunded">What was given back for it, minor units.</param>
public sealed record ComplaintTold(
    long Number,
    string Receipt,
    int Line,
    string Kind,
    int Quantity,
    string Words,
    DateTimeOffset At,
    string State,
    string Answer,
    long Refunded);

/// <summary>A connector to be made or changed.</summary>
/// <param name="Url">An address; the own network only where the operator allows it.</param>
/// <param name="AsksIdentity">True to ask it at the gate.</param>
public sealed record ConnectorRequest(
    bool AsksIdentity,
    string? Url = null);

/// <summary>The retailer's system that is told of every trip.</summary>
/// <param name="Url">What the paths of the connector are put behind.</param>
/// <param name="AsksIdentity">True when it is asked at the gate who somebody is.</param>
/// <param name="Secret">Signs what is sent. Told once, when the connector is made.</param>
public sealed record ConnectorTold(
    string Url,
    bool AsksIdentity,
    string? Secret = null);

/// <summary>What somebody counted on one facing.</summary>
/// <param name="Facing">Its name in the inventory.</param>
/// <param name="Pieces">So many, 0 to 10,000.</param>
public sealed record CountLine(
    int Pieces,
    string? Facing = null);

/// <summary>What somebody counted.</summary>
/// <param name="Counts">At least one facing, each once.</param>
public sealed record CountsUpload(
    IReadOnlyList<CountLine>? Counts = null);

/// <summary>What was deleted, as the journal proves it.</summary>
/// <param name="Stories">Visits of which nothing but the receipt is left.</param>
/// <param name="Scenes">Scenes of questions.</param>
/// <param name="Digests">SHA-256 of what was deleted, one for each entry in the journal: who has a copy can show that it was among it.</param>
public sealed record DeletionTold(
    int Stories,
    int Scenes,
    IReadOnlyList<string> Digests);

/// <summary>What became of one message at one webhook.</summary>
/// <param name="Webhook">Its name.</param>
/// <param name="Number">Of the message.</param>
/// <param name="Tries">Attempts so far.</param>
/// <param name="Status">The last answer; 0 for none, missing before the first attempt.</param>
/// <param name="Taken">When it was taken.</param>
/// <param name="Next">When it is tried next; none when it was taken or rests.</param>
/// <param name="Words">Why the last attempt failed.</param>
public sealed record DeliveryTold(
    string Webhook,
    long Number,
    long Tries,
    string Words,
    long? Status = null,
    DateTimeOffset? Taken = null,
    DateTimeOffset? Next = null);

/// <summary>A device that does not work.</summary>
/// <param name="Device">Its source name in the store.</param>
/// <param name="Since">When it began.</param>
/// <param name="Effect">What follows for the store.</param>
/// <param name="Fix">What helps; empty where nothing is known.</param>
public sealed record DeviceProblem(
    string Device,
    DateTimeOffset Since,
    string Effect,
    string Fix);

/// <summary>How a store's devices are.</summary>
/// <param name="At">Time of the store's log.</param>
/// <param name="Inside">Visits that are going on.</param>
/// <param name="Problems">Devices that do not work, the oldest trouble first.</param>
/// <param name="Plates">How many plates are in which state.</param>
public sealed record DeviceReport(
    DateTimeOffset At,
    int Inside,
    IReadOnlyList<DeviceProblem> Problems,
    IReadOnlyDictionary<string, int> Plates);

/// <summary>What somebody shows at a gate.</summary>
/// <param name="Means">How they want to come in.</param>
/// <param name="Shown">The text of the code, the provider's token of the card, the number of the badge, or the name of the member of staff.</param>
/// <param name="People">How many, the payer included; 1 to 20.</param>
/// <param name="Person">The id under which the tracker will name the payer; empty when it will not.</param>
public sealed record EntryAsked(
    string Means,
    string Shown,
    int People,
    string Person);

/// <summary>The word of the gate.</summary>
/// <param name="Opens">True to open.</param>
/// <param name="Words">For the display, when it stays shut.</param>
public sealed record EntryTold(
    bool Opens,
    string Words);

/// <summary>Somebody at an exit.</summary>
/// <param name="Person">The id under which the tracker or the gate knows them; empty when Party is given.</param>
/// <param name="Party">Of their party; empty when Person is given.</param>
/// <param name="Token">The provider's token of the card that they hold to the exit; empty when they hold none.</param>
public sealed record ExitAsked(
    string Person,
    string Party,
    string Token);

/// <summary>What an exit shows.</summary>
/// <param name="Party">Theirs.</param>
/// <param name="NeedsPayer">True when nobody is known to pay for them: ask for a card, or staff take cash. Nobody is kept from leaving.</param>
/// <param name="Link">Where the receipt will be.</param>
/// <param name="Qr">The same as a QR code, SVG.</param>
public sealed record ExitTold(
    string Party,
    bool NeedsPayer,
    string Link,
    string Qr);

/// <summary>Where an article is meant to stand.</summary>
/// <param name="Barcode">Of the article.</param>
/// <param name="Gondola">Number of the gondola.</param>
/// <param name="Shelf">Number of the shelf on it.</param>
/// <param name="Plates">Numbers of the plates on the shelf.</param>
public sealed record FacingPlace(
    string Barcode,
    int Gondola,
    int Shelf,
    IReadOnlyList<int> Plates);

/// <summary>One privileged act.</summary>
/// <param name="Number">Counts up from 1 without a gap.</param>
/// <param name="At">When.</param>
/// <param name="Who">The account or key that did it, or <c>stroll</c> itself.</param>
/// <param name="Act">What kind of act.</param>
/// <param name="What">On what, and how: JSON text, as it was written.</param>
/// <param name="Hash">Chains it to the one before: 64 hexadecimal digits.</param>
public sealed record JournalLine(
    long Number,
    DateTimeOffset At,
    string Who,
    string Act,
    string What,
    string Hash);

/// <summary>A key to be made.</summary>
/// <param name="Name">What it is for, 1 to 80 letters.</param>
/// <param name="Scopes">Rights that it gets; only such as the caller has.</param>
/// <param name="Days">Ends by itself after so many days, 1 to 3,650; never if not given.</param>
public sealed record KeyRequest(
    string? Name = null,
    IReadOnlyList<string>? Scopes = null,
    int? Days = null);

/// <summary>A key of a program.</summary>
/// <param name="Id">Public; stands in the journal.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">Rights that it has.</param>
/// <param name="Created">When.</param>
/// <param name="Expires">When it ends by itself; none for never.</param>
/// <param name="IsRevoked">True when it was taken back.</param>
/// <param name="Secret">What is sent as <c>Authorization: Bearer …</c>. Told once, when the key is made.</param>
public sealed record KeyTold(
    string Id,
    string Name,
    IReadOnlyList<string> Scopes,
    bool IsRevoked,
    DateTimeOffset? Created = null,
    DateTimeOffset? Expires = null,
    string? Secret = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfArticle(
    IReadOnlyList<Article> Items,
    string? Next = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfCartNow(
    IReadOnlyList<CartNow> Items,
    string? Next = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfCaseTold(
    IReadOnlyList<CaseTold> Items,
    string? Next = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfComplaintTold(
    IReadOnlyList<ComplaintTold> Items,
    string? Next = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfDeliveryTold(
    IReadOnlyList<DeliveryTold> Items,
    string? Next = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfFacingPlace(
    IReadOnlyList<FacingPlace> Items,
    string? Next = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfJournalLine(
    IReadOnlyList<JournalLine> Items,
    string? Next = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfKeyTold(
    IReadOnlyList<KeyTold> Items,
    string? Next = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfPriceLine(
    IReadOnlyList<PriceLine> Items,
    string? Next = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfReceiptSummary(
    IReadOnlyList<ReceiptSummary> Items,
    string? Next = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfStockLine(
    IReadOnlyList<StockLine> Items,
    string? Next = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfStoreSummary(
    IReadOnlyList<StoreSummary> Items,
    string? Next = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfTripTold(
    IReadOnlyList<TripTold> Items,
    string? Next = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfVisitTold(
    IReadOnlyList<VisitTold> Items,
    string? Next = null);

/// <summary>Some items of a list, and how to get the rest.</summary>
/// <param name="Items">In the list's own order.</param>
/// <param name="Next">Goes into <c>cursor</c> for the items after these; none at the end.</param>
public sealed record PageOfWebhookTold(
    IReadOnlyList<WebhookTold> Items,
    string? Next = null);

/// <summary>How a payment stands.</summary>
/// <param name="Party">Whose.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Due">What the last receipt asks, minor units; none while no receipt is issued.</param>
/// <param name="Outstanding">What is still to be paid; below zero is owed to the shopper.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="NeedsPerson">True when only a person can go on.</param>
public sealed record PaymentTold(
    string Party,
    string Phase,
    long Outstanding,
    string Currency,
    bool NeedsPerson,
    long? Due = null);

/// <summary>What became of a planogram.</summary>
/// <param name="Number">Counts up in the store from 1.</param>
/// <param name="TakesEffect">With the <c>next start</c> of the store.</param>
public sealed record PlanogramTold(
    int Number,
    string TakesEffect);

/// <summary>Facings to be kept in the place of all that are there.</summary>
/// <param name="Facings">The whole planogram.</param>
public sealed record PlanogramUpload(
    IReadOnlyList<FacingPlace>? Facings = null);

/// <summary>A price that was set.</summary>
/// <param name="Number">Counts up; of two that hold at once the higher counts. Passed over in a request.</param>
/// <param name="Barcode">Of the article.</param>
/// <param name="Price">Of one piece or kilogram.</param>
/// <param name="From">From when on; in a request, now if not given, and never in the past.</param>
/// <param name="Until">Until before then; for good if not given.</param>
public sealed record PriceLine(
    long? Number = null,
    string? Barcode = null,
    Amount? Price = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null);

/// <summary>Prices to be set: all of them or none.</summary>
/// <param name="Prices">Each article once; at most 50,000.</param>
public sealed record PricesUpload(
    IReadOnlyList<PriceLine>? Prices = null);

/// <summary>The newest version of what a party owes.</summary>
/// <param name="Id">Of the party; sorts by the time of entry.</param>
/// <param name="Version">Counts from 1.</param>
/// <param name="At">When this version was issued.</param>
/// <param name="Cause">Why it was issued.</param>
/// <param name="Total">What is owed altogether.</param>
/// <param name="Payment">Where the payment stands; none where nobody pays.</param>
/// <param name="Outstanding">What is still owed, minor units; below zero is owed to the shopper.</param>
public sealed record ReceiptSummary(
    string Id,
    int Version,
    DateTimeOffset At,
    string Cause,
    Amount Total,
    long Outstanding,
    string? Payment = null);

/// <summary>A receipt with all its versions.</summary>
/// <param name="Id">Of the party.</param>
/// <param name="Payment">Where the payment stands; none where nobody pays.</param>
/// <param name="Outstanding">What is still owed, minor units.</param>
/// <param name="Page">Path of the shopper's own page: a secret link.</param>
/// <param name="Versions">Oldest first; each is only in the shopper's favour.</param>
public sealed record ReceiptTold(
    string Id,
    long Outstanding,
    IReadOnlyList<ReceiptVersion> Versions,
    string? Payment = null,
    string? Page = null);

/// <summary>One version, never edited.</summary>
/// <param name="Version">Counts from 1.</param>
/// <param name="At">When it was issued.</param>
/// <param name="Cause">Why it was issued.</param>
/// <param name="Words">Why, for people.</param>
/// <param name="Total">What is owed altogether.</param>
/// <param name="Lines">What was taken.</param>
/// <param name="Taxes">By class.</param>
/// <param name="Digest">SHA-256 of the version.</param>
/// <param name="Previous">Digest of the version before; empty for the first.</param>
public sealed record ReceiptVersion(
    int Version,
    DateTimeOffset At,
    string Cause,
    string Words,
    Amount Total,
    IReadOnlyList<BilledLine> Lines,
    IReadOnlyList<TaxTold> Taxes,
    string Digest,
    string Previous);

/// <summary>Pieces of one line.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Quantity">Pieces that are given back; 1 for goods by weight.</param>
public sealed record RefundLine(
    int Line,
    int Quantity);

/// <summary>Pieces to give the money back for.</summary>
/// <param name="Version">The newest version that you have seen: if the receipt has changed since, nothing is refunded (409).</param>
/// <param name="Lines">Each line once; at least one.</param>
/// <param name="Reason">1 to 200 letters; the shopper reads them.</param>
public sealed record RefundRequest(
    int Version,
    IReadOnlyList<RefundLine>? Lines = null,
    string? Reason = null);

/// <summary>How long the database keeps what tells of people.</summary>
/// <param name="StoryDays">Where somebody walked and what they took, with the evidence.</param>
/// <param name="SceneDays">Bodies and wrists around one question to a person.</param>
public sealed record RetentionTold(
    double StoryDays,
    double SceneDays);

/// <summary>What stands on a facing, as its weight tells since somebody counted.</summary>
/// <param name="Facing">Its name: gondola, shelf, plates and barcode.</param>
/// <param name="Barcode">What is meant to stand there.</param>
/// <param name="Gondola">Number of the gondola.</param>
/// <param name="Shelf">Number of the shelf on it.</param>
/// <param name="Plates">Numbers of the plates.</param>
/// <param name="Grams">What the plates weigh together; only changes of it mean something. None while a plate is silent or ill.</param>
/// <param name="Counted">When somebody counted last; without that weight tells nothing of numbers.</param>
/// <param name="Pieces">The most probable number; none where it cannot be told.</param>
/// <param name="Probability">That it is exactly this.</param>
/// <param name="Low">With 95 % probability at least so many.</param>
/// <param name="High">And at most so many.</param>
public sealed record StockLine(
    string Facing,
    string Barcode,
    int Gondola,
    int Shelf,
    IReadOnlyList<int> Plates,
    double? Grams = null,
    DateTimeOffset? Counted = null,
    int? Pieces = null,
    double? Probability = null,
    int? Low = null,
    int? High = null);

/// <summary>Whether a store works, in one look.</summary>
/// <param name="IsWell">True when the store is at most half a minute behind and no device is in trouble.</param>
/// <param name="At">Time of the store's log: what was heard of up to then has been decided.</param>
/// <param name="BehindSeconds">How far the log is behind the clock.</param>
/// <param name="Inside">Visits that are going on.</param>
/// <param name="DevicesInTrouble">How many devices do not work; <c>/devices</c> names them.</param>
/// <param name="CasesWaiting">Questions that wait for a person.</param>
/// <param name="CasesOverdue">Of them, past the time that the shopper was promised.</param>
public sealed record StoreHealth(
    bool IsWell,
    DateTimeOffset At,
    double BehindSeconds,
    int Inside,
    int DevicesInTrouble,
    int CasesWaiting,
    int CasesOverdue);

/// <summary>A store that the caller may ask about.</summary>
/// <param name="Key">Goes into <c>?store=</c>, as <c>tenant/store</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="IsSimulated">True when nothing in it is real.</param>
/// <param name="Gondolas">How many.</param>
/// <param name="Shelves">How many.</param>
/// <param name="Plates">How many.</param>
/// <param name="Products">How many in its catalogue.</param>
public sealed record StoreSummary(
    string Key,
    string Name,
    bool IsSimulated,
    int Gondolas,
    int Shelves,
    int Plates,
    int Products);

/// <summary>Names a person by what they hold: nothing else leads from them to their data.</summary>
/// <param name="Receipt">The id of a receipt, its secret link, or the last part of that.</param>
public sealed record SubjectRequest(
    string? Receipt = null);

/// <summary>All that is kept about one party: regulation (EU) 2016/679, article 15.</summary>
/// <param name="Party">As receipts name it.</param>
/// <param name="Document">A JSON document, to be handed over as it is: receipts, payment, complaints, visits with ways and evidence, looks of reviewers.</param>
public sealed record SubjectTold(
    string Party,
    string Document);

/// <summary>Whether people who came in together belong together.</summary>
/// <param name="Together">True when the payer pays for all.</param>
public sealed record TailgatingAsked(
    bool Together);

/// <summary>Tax of one class.</summary>
/// <param name="Code">Of the class.</param>
/// <param name="Name">For people.</param>
/// <param name="Millionths">The rate: 70,000 is 7 %.</param>
/// <param name="Net">Without it, minor units.</param>
/// <param name="Tax">The tax.</param>
/// <param name="Gross">With it.</param>
public sealed record TaxTold(
    string Code,
    string Name,
    long Millionths,
    long Net,
    long Tax,
    long Gross);

/// <summary>What became of a trip at the retailer's.</summary>
/// <param name="Trip">Its id: that of the receipt.</param>
/// <param name="Tries">Attempts so far.</param>
/// <param name="Status">The last answer; 0 for none.</param>
/// <param name="Purchase">The retailer's name of it; empty before.</param>
/// <param name="Taken">When it was taken.</param>
/// <param name="Next">When it is tried next; none when it was taken or rests.</param>
/// <param name="Words">Why the last attempt failed.</param>
public sealed record TripTold(
    string Trip,
    long Tries,
    string Purchase,
    string Words,
    long? Status = null,
    DateTimeOffset? Taken = null,
    DateTimeOffset? Next = null);

/// <summary>What became of an upload.</summary>
/// <param name="Number">Of the version that it made.</param>
/// <param name="At">When.</param>
/// <param name="Articles">How many.</param>
/// <param name="Fresh">Of them, new in the catalogue.</param>
/// <param name="TakesEffect">Prices count at once; everything else with the <c>next start</c> of the store.</param>
/// <param name="Warnings">What was taken but looks wrong, as a barcode whose check digit is; at most 100.</param>
public sealed record UploadTold(
    int Number,
    DateTimeOffset At,
    int Articles,
    int Fresh,
    string TakesEffect,
    IReadOnlyList<string> Warnings);

/// <summary>A version of catalogue and planogram, never edited.</summary>
/// <param name="Number">Counts up in the store from 1.</param>
/// <param name="At">When it was published.</param>
/// <param name="Who">Which account or key, or <c>files</c>.</param>
/// <param name="Words">What it is for.</param>
/// <param name="IsRunning">True when the store decides with it now.</param>
public sealed record VersionTold(
    int Number,
    DateTimeOffset At,
    string Who,
    string Words,
    bool IsRunning);

/// <summary>A product of a visit, with why it is believed.</summary>
/// <param name="Barcode">Of the article when it was taken.</param>
/// <param name="Name">For people.</param>
/// <param name="Quantity">Pieces; 1 for goods by weight.</param>
/// <param name="Grams">What the shelves lost for it.</param>
/// <param name="Probability">That exactly this in exactly this quantity was taken.</param>
/// <param name="Charge"><c>now</c>, <c>held</c> or <c>never</c>: what happens to it without a person.</param>
/// <param name="Evidence">The movements that it stands on, in words.</param>
public sealed record VisitLine(
    string Barcode,
    string Name,
    int Quantity,
    double Grams,
    double Probability,
    string Charge,
    IReadOnlyList<string> Evidence);

/// <summary>A visit as the sensors tell it.</summary>
/// <param name="Id">Sorts by the time of entry.</param>
/// <param name="Entered">When they came in.</param>
/// <param name="Left">When they went out; none while they are inside.</param>
/// <param name="Status"><c>open</c> while they are inside, <c>held</c> while a line waits for a person, then <c>settled</c>.</param>
/// <param name="Lines">The most probable content of the cart.</param>
/// <param name="Revisions">How often the receipt changed after it was ready.</param>
public sealed record VisitTold(
    Guid Id,
    DateTimeOffset Entered,
    string Status,
    IReadOnlyList<VisitLine> Lines,
    int Revisions,
    DateTimeOffset? Left = null);

/// <summary>What is kept of a shopper: no card number.</summary>
/// <param name="Token">The payment provider's token of a stored card.</param>
/// <param name="Email">Where receipts go; empty for nowhere.</param>
/// <param name="Language">In which they are written, as <c>de</c>.</param>
public sealed record WalletAsked(
    string Token,
    string Email,
    string Language);

/// <summary>A webhook to be made or changed.</summary>
/// <param name="Url">An address of the open internet that begins with https://; http:// only where the operator allows the own network.</param>
/// <param name="Types">Names of messages, as <c>ReceiptIssued</c>; none for all.</param>
public sealed record WebhookRequest(
    string? Url = null,
    IReadOnlyList<string>? Types = null);

/// <summary>Somebody who is told of what happens.</summary>
/// <param name="Name">Unique in the store.</param>
/// <param name="Url">Where to.</param>
/// <param name="Types">Names of messages; empty for all.</param>
/// <param name="Secret">Signs what is sent. Told once, when the webhook is made.</param>
public sealed record WebhookTold(
    string Name,
    string Url,
    IReadOnlyList<string> Types,
    string? Secret = null);
