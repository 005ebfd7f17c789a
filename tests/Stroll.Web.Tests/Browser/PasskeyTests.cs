using Microsoft.Playwright;
using Stroll.Simulator;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Browser;

/// <summary>Passkeys in a real browser, with an authenticator that the browser pretends to have.</summary>
public class PasskeyTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_passkey_is_added_signs_in_without_a_password_and_no_longer_does_when_it_was_removed()
    {
        using var store = new PlayedStore(new("own", "corner"), new Scenario { Visits = 1 });
        await using var site = await RunningSite.Start(new([store.Live]), pace: 100);
        site.Book.Add("anna", "Anna", "a horse in the rain", new Membership("own", "corner", Role.Manager, null));
        // Passkeys belong to a name, and an address of digits is none.
        var address = new UriBuilder(site.Address) { Host = "localhost" }.Uri;
        await using var visitor = await chromium.Visitor(address);
        var page = await visitor.NewPageAsync();
        await Authenticator(visitor, page);

        await page.GotoAsync("/account");
        await page.FillAsync("[name=login]", "anna");
        await page.FillAsync("[name=password]", "a horse in the rain");
        await page.Keyboard.PressAsync("Enter");
        await page.ClickAsync("#add-passkey");
        await page.WaitForSelectorAsync("form[action^='/account/passkeys/'], #passkey-said:not([hidden])");
        Assert.Equal("", (await page.TextContentAsync("#passkey-said"))!);
        await page.ClickAsync("text=Sign out everywhere");

        await page.ClickAsync("#enter-passkey");
        await page.WaitForURLAsync("**/");
        Assert.Contains("Anna", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Contains(site.Book.Journal(10), entry => entry.Act == "passkey-added");

        await page.GotoAsync("/account");
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await page.ClickAsync("form[action^='/account/passkeys/'] button");
        await page.WaitForFunctionAsync("() => !document.querySelector(\"form[action^='/account/passkeys/']\")");
        await page.ClickAsync("text=Sign out everywhere");
        await page.ClickAsync("#enter-passkey");
        await page.WaitForSelectorAsync("#passkey-said:not([hidden])");
        Assert.Contains(site.Book.Journal(10), entry => entry.Act == "passkey-removed");
    }

    static async Task Authenticator(IBrowserContext visitor, IPage page)
    {
        var devtools = await visitor.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
