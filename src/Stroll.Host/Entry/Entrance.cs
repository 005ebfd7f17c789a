using System.Collections.Immutable;
using System.Security.Cryptography;
using Stroll.Host.Database;
using Stroll.Host.Payments;
using Stroll.Host.Visits;
using Stroll.Payments.Collecting;
using Stroll.Payments.Visits;
using Stroll.Units;

namespace Stroll.Host.Entry;

/// <summary>What somebody shows at a gate.</summary>
/// <param name="Gate">Which gate.</param>
/// <param name="Means">How they want to come in.</param>
/// <param name="Shown">The text of the code, the provider's token of the card, the number of the badge, or the name of the member of staff.</param>
/// <param name="People">How many, the payer included.</param>
/// <param name="Person">The id under which the tracker will name the payer; empty when it will not.</param>
public sealed record AtGate(string Gate, EntryMeans Means, string Shown, int People, string Person);

/// <summary>The retailer's own word on who may come in. A port.</summary>
public interface IEntryCallBack
{
    /// <summary>Asks, and gives up by itself within a second or two.</summary>
    Task<CallBackWord> Ask(AtGate shown, CancellationToken cancellation);
}

/// <summary>A retailer that has nothing to say.</summary>
public sealed class NoCallBack : IEntryCallBack
{
    /// <inheritdoc/>
    public Task<CallBackWord> Ask(AtGate shown, CancellationToken cancellation) => Task.FromResult(CallBackWord.NotAsked);
}

/// <summary>What a gate needs to know of the store.</summary>
/// <param name="Rules">Who may come in.</param>
/// <param name="Keys">Secrets of entry codes, the newest first.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Hold">What is held on a card at entry, minor units.</param>
public sealed record EntranceSettings(AdmissionRules Rules, ImmutableArray<byte[]> Keys, string Currency, long Hold)
{
    /// <summary>What shoppers are promised, as the desk has it.</summary>
    public VisitRules Promise { get; init; } = VisitRules.Default;
}

/// <summary>The gate: lets people in, and knows of each party who pays. Going out needs no leave.</summary>
public sealed class Entrance(IDatabase database, Cashier cashier, IEntryCallBack callBack, EntranceSettings settings)
{
    /// <summary>What shoppers are promised.</summary>
    public VisitRules Promise => settings.Promise;

    static readonly TimeSpan NobodyCame = TimeSpan.FromMinutes(10);
    static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(2);

    /// <summary>Decides about somebody at the gate. The hold is on the card before the gate opens, unless the provider cannot be reached.</summary>
    public async Task<GateWord> Admit(AtGate shown, CancellationToken cancellation)
    {
        var payer = database.Write(transaction => Payer(transaction, shown));
        if (payer is Result<string>.Bad bad)
        {
            return new(false, Said(bad.Fault.Code));
        }

        var token = ((Result<string>.Good)payer).Value;
        if (token.Length > 0 && database.Write(transaction => ComesBack(transaction, shown, token)))
        {
            return GateWord.Welcome;
        }

        var word = shown.Means is EntryMeans.Code or EntryMeans.Card ? await callBack.Ask(shown, cancellation) : CallBackWord.NotAsked;
        var seen = database.Read(transaction => Seen(transaction, shown, token, word));
        var before = Admission.Decide(seen, settings.Rules);
        if (!before.MayEnter)
        {
            return before;
        }

        var party = Guid.CreateVersion7(Instants.ToDateTimeOffset(cashier.Now)).ToString("D");
        if (token.Length > 0)
        {
            await cashier.Call(party, database.Write(t => cashier.Open(t, party, token, settings.Currency, settings.Hold)), cancellation);
        }

        return database.Write(transaction => Open(transaction, shown, new(party, shown.Gate, shown.Person, shown.Means, token, shown.People), seen));
    }

    /// <summary>Says at the exit of an open gate who pays for a party.</summary>
    /// <param name="party">Its name.</param>
    /// <param name="token">The provider's.</param>
    /// <param name="cancellation">Gives up the call that follows, not what was said.</param>
    /// <returns>False when there is no such party, or its payer is known.</returns>
    public async Task<bool> Identify(string party, string token, CancellationToken cancellation)
    {
        var effects = database.Write(transaction =>
        {
            if (PartyTable.Find(transaction, party) is not { Payer: "" } visit)
            {
                return default;
            }

            PartyTable.Keep(transaction, visit with { Payer = token }, settings.Promise);
            return cashier.Take(transaction, party, new PaymentInput.Identified(cashier.Now, token));
        });
        if (effects.IsDefault)
        {
            return false;
        }

        await cashier.Call(party, effects, cancellation);
        return true;
    }

    /// <summary>The text of a code for a shopper's phone, good for two minutes and one entry.</summary>
    /// <param name="shopper">Whose wallet.</param>
    /// <returns>Bad with <c>entry.no-wallet</c> when no card is stored for them.</returns>
    public Result<string> CodeFor(string shopper)
    {
        if (database.Read(transaction => EntryTable.Token(transaction, shopper)) is null)
        {
            return Bad("entry.no-wallet", "a shopper without a stored card");
        }

        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return new Result<string>.Good(new EntryCode(shopper, cashier.Now + CodeLife, nonce).Written(settings.Keys[0]));
    }

    /// <summary>Gives holds back on which nobody came in: they turned round, or the store fell over between the hold and the gate.</summary>
    public void Tidy() => database.Write(transaction =>
    {
        foreach (var party in EntryTable.Unused(transaction, cashier.Now - NobodyCame))
        {
            cashier.Later(party, cashier.Take(transaction, party, new PaymentInput.Fix(cashier.Now, 0)));
        }
    });

    Result<string> Payer(Transaction transaction, AtGate shown)
    {
        switch (shown.Means)
        {
            case EntryMeans.Code:
                var read = EntryCode.Read(shown.Shown, settings.Keys, cashier.Now);
                return read is not Result<EntryCode>.Good(var code) ? new Result<string>.Bad(((Result<EntryCode>.Bad)read).Fault)
                    : !EntryTable.Use(transaction, code, cashier.Now) ? Bad("entry.used", "a code that opened a gate before")
                    : EntryTable.Token(transaction, code.Shopper) is { } token ? new Result<string>.Good(token)
                    : Bad("entry.no-wallet", "a shopper without a stored card");
            case EntryMeans.Badge:
                return EntryTable.IsBadge(transaction, shown.Shown) ? new Result<string>.Good("") : Bad("entry.badge", "an unknown badge");
            case EntryMeans.Card:
                return shown.Shown.Length > 0 ? new Result<string>.Good(shown.Shown) : Bad("entry.card", "no card");
            default:
                return new Result<string>.Good("");
        }
    }

    /// <summary>Somebody who went out a moment ago shows the same card or phone again: they go on with their visit.</summary>
    bool ComesBack(Transaction transaction, AtGate shown, string token)
    {
        if (PartyTable.LeftBy(transaction, token, cashier.Now - settings.Promise.BackWithin) is not { } visit)
        {
            return false;
        }

        EntryTable.Add(transaction, new(visit.Name, shown.Gate, shown.Person, visit.Means, token, visit.Declared), cashier.Now);
        return true;
    }

    AtTheGate Seen(Transaction transaction, AtGate shown, string token, CallBackWord word) => new(
        shown.Means, shown.People, PartyTable.Inside(transaction), token.Length == 0 ? 0 : PaymentTable.Debt(transaction, token, settings.Currency), word,
        HoldIsRefused: false, IsOffline: false, PaymentTable.Unconfirmed(transaction));

    GateWord Open(Transaction transaction, AtGate shown, Admitted admitted, AtTheGate seen)
    {
        var payment = PaymentTable.Find(transaction, admitted.Party);
        var word = Admission.Decide(
            seen with { HoldIsRefused = payment?.Phase == PaymentPhase.Refused, IsOffline = payment is { IsUnknown: true, Phase: PaymentPhase.Opening } }, settings.Rules);
        if (word.MayEnter)
        {
            EntryTable.Add(transaction, admitted, cashier.Now);
        }
        else if (payment is not null)
        {
            // Nobody comes in on it: what may be held is given back.
            cashier.Later(admitted.Party, cashier.Take(transaction, admitted.Party, new PaymentInput.Fix(cashier.Now, 0)));
        }

        return word;
    }

    static Result<string> Bad(string code, string found) => new Result<string>.Bad(new(code, "gate", found));

    static string Said(string code) => code switch
    {
        "entry.expired" or "entry.used" => "This code is no longer good. Please show a new one.",
        _ => "This cannot be read. Please ask the staff.",
    };
}
