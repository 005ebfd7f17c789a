namespace Stroll.Web.Tests.Browser;

/// <summary>Every page of the site, for pictures and checks. A test compares it with the routes, so that none is forgotten.</summary>
static class SitePages
{
    /// <summary>Name of the picture, and address.</summary>
    internal static IEnumerable<(string Name, string Path)> Of(BusyStore store)
    {
        var product = store.Played.Live.Model.Catalogue.Products[3].Barcode;
        var visit = store.Richest();
        return
        [
            ("floor", "/"), ("visits", "/visits"), ("visit", $"/visits/{visit}"),
            ("review", "/review"), ("review-me", "/review/me"), ("review-team", "/review/team"), ("accuracy", "/accuracy"), ("sample", "/accuracy/sample?of=right"), ("public", "/public"),
            ("money", "/money"), ("receipt", $"/money/{store.Party}"),
            ("ledger", $"/money/ledger?day=2026-01-05"), ("unpaid", "/money?only=unpaid"),
            ("shelves", "/shelves"), ("shelf", "/shelves/1/1"),
            ("catalogue", "/catalogue"), ("product", $"/catalogue/{product}"), ("product-new", "/catalogue/new"), ("import", "/catalogue/import"), ("weigh", $"/catalogue/{product}/weigh?plate=1/1/1"),
            ("planogram", "/catalogue/planogram"), ("versions", "/catalogue/versions"),
            ("devices", "/shelves/devices"), ("suspects", "/shelves/suspects"), ("calibrate", "/shelves/calibrate"), ("visit-again", $"/visits/{visit}/again?version=1"),
            ("settings", "/settings"), ("journal", "/settings/journal"), ("notices", "/settings/notices"), ("privacy", "/settings/privacy"), ("notice", "/privacy"), ("exit-screen", "/screens/exit"), ("entry-screen", "/screens/entry"), ("find-receipt", "/r"), ("account", "/account"), ("sign-in", "/sign-in"),
            ("shopper", $"/r/{store.Code}?lang=en"), ("shopper-zh", $"/r/{store.Code}?lang=zh"),
        ];
    }
}
