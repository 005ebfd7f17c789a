using System.Collections.Immutable;
using Stroll.Host.Stores.Live;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Units;

namespace Stroll.Host.Stores.Running;

/// <summary>Without which devices a store may not open, and what their absence means while it is.</summary>
/// <remarks>An open store stays open when one of them fails: shoppers are inside, and what cannot be known is not charged. It is said, and it cannot be opened anew.</remarks>
public sealed class CriticalDevices
{
    const string People = "people";
    const string Nothing = "nothing";

    readonly ImmutableArray<string> _named;
    readonly ImmutableArray<string> _eyes;

    CriticalDevices(ImmutableArray<string> named, ImmutableArray<string> eyes) => (_named, _eyes) = (named, eyes);

    /// <summary>Reads the setting <c>critical</c>.</summary>
    /// <param name="text">Names parted by commas; <c>people</c> for whoever follows people, <c>nothing</c> for none.</param>
    /// <param name="sources">Who speaks in the store.</param>
    /// <returns>Bad with the first name that the store does not have.</returns>
    public static Result<CriticalDevices> Read(string text, ImmutableArray<SourcePromise> sources)
    {
        var names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(name => name != Nothing).ToArray();
        var stranger = names.FirstOrDefault(name => name != People && sources.All(source => source.Name != name));
        ImmutableArray<string> eyes = names.Contains(People)
            ? [.. sources.Where(source => source.Kind is SourceKind.People or SourceKind.Camera).Select(source => source.Name)]
            : [];
        return stranger is null
            ? new Result<CriticalDevices>.Good(new([.. names.Where(name => name != People)], eyes))
            : new Result<CriticalDevices>.Bad(new(
                "settings.type", "'critical' of a store", $"'{stranger}', expected {People}, {Nothing}, or of {string.Join(", ", sources.Select(source => source.Name))}"));
    }

    /// <summary>What keeps the store from being opened: those named that do not work, and who follows people when all of them are away.</summary>
    public ImmutableArray<LiveProblem> Missing(ImmutableArray<LiveProblem> problems)
    {
        var isBlind = !_eyes.IsEmpty && _eyes.All(eye => problems.Any(problem => problem.Device == eye));
        return [.. problems.Where(problem => _named.Contains(problem.Device) || (isBlind && _eyes.Contains(problem.Device)))];
    }

    /// <summary>Why the profile may not be taken now; none when it may.</summary>
    internal Fault? Refusal(StoreKey store, StoreProfile wanted, ImmutableArray<LiveProblem> problems) =>
        wanted == StoreProfile.Open && Missing(problems) is [_, ..] missing
            ? new("profile.not-ready", store.ToString(), $"may not open: {string.Join("; ", missing.Select(problem => problem.Effect))}")
            : null;

    /// <summary>How the store is.</summary>
    internal string Mode(StoreProfile profile, ImmutableArray<LiveProblem> problems) => profile switch
    {
        StoreProfile.Open when Missing(problems) is [_, ..] missing => $"open, but: {string.Join("; ", missing.Select(problem => problem.Effect))}",
        StoreProfile.Open => "open",
        StoreProfile.Closed => "closed: who is inside is not charged",
        StoreProfile.Restock => "restock: who comes in fills shelves and is not charged",
        _ => "maintenance: devices are worked on, nobody is charged",
    };
}
