using Stroll.Cli.Frame;
using Stroll.Counter.Cards;
using Stroll.Host.Payments.Terms;
using Stroll.Host.Settings;
using Stroll.Layout;

namespace Stroll.Cli.Live;

/// <summary>What was decided of the money of one store.</summary>
/// <param name="File">Where its terms stand; none in a simulated store, where they follow from the catalogue.</param>
/// <param name="Provider">Who moves it.</param>
/// <param name="Mail">Who takes letters; none where no receipt is sent.</param>
/// <param name="PublicAddress">Where shoppers reach the pages.</param>
internal sealed record MoneyChoice(string? File, PaymentSettings Provider, MailSettings? Mail, string PublicAddress)
{
    /// <summary>True when nothing in the store is real.</summary>
    internal bool IsSimulated => File is null;

    /// <summary>The choice of one store of an installation; none where nobody is charged.</summary>
    /// <param name="settings">Of the installation.</param>
    /// <param name="store">Which.</param>
    /// <param name="terms">What its folder says of money; none where it says nothing.</param>
    /// <exception cref="Refusal">Stripe does not write the store's currency in its minor units.</exception>
    internal static MoneyChoice? Of(StrollSettings settings, StoreSettings store, StoreMoney? terms)
    {
        if (terms is null || settings.Payments.Provider == ProviderKind.None)
        {
            return null;
        }

        var currency = terms.Prices.Currency.Code;
        return settings.Payments.Provider != ProviderKind.Stripe || StripeProvider.Speaks(currency)
            ? new(Path.Combine(store.From, MoneyYaml.FileName), settings.Payments, settings.Mail, settings.PublicAddress.Length > 0 ? settings.PublicAddress : settings.Listen)
            : throw new Refusal(new("price.currency", $"{MoneyYaml.FileName} of {store.Key}", $"'{currency}' cannot be collected with Stripe by this version"));
    }

    /// <summary>The choice of a simulated store.</summary>
    /// <param name="address">Of its pages.</param>
    internal static MoneyChoice Simulated(string address) => new(null, new(ProviderKind.Test, "", "", ""), null, address);

    /// <summary>Its terms with the catalogue that holds now.</summary>
    /// <param name="catalogue">As it was published last.</param>
    /// <param name="files">As the store's folder has it; the terms were written with it in view.</param>
    /// <exception cref="Refusal">The file was made wrong since it was checked.</exception>
    internal StoreMoney Terms(Catalogue catalogue, Catalogue files) => File is null
        ? StoreMoney.Simulated(catalogue)
        : Refusal.Unless(MoneyYaml.Read(Refusal.Unless(InputFile.Text(File, "the money of a store (YAML)")), File, catalogue, files));
}
