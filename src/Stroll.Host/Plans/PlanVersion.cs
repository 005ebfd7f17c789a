using System.Diagnostics;
using Stroll.Layout;
using Stroll.Recordings;
using Stroll.Units;

namespace Stroll.Host.Plans;

/// <summary>A catalogue and a planogram as they were decided on at one time. Versions are never edited.</summary>
/// <param name="Number">Counts up from 1 in the store.</param>
/// <param name="At">When it was published.</param>
/// <param name="Who">Which account, or <see cref="FromFiles"/>.</param>
/// <param name="Words">What it is for.</param>
/// <param name="Text">What it says.</param>
public sealed record PlanVersion(int Number, Instant At, string Who, string Words, PlanText Text)
{
    /// <summary>Who publishes what the store's folder says.</summary>
    public const string FromFiles = "files";
}

/// <summary>A change that nobody has published yet. A store has one at most: who opens it next goes on with it.</summary>
/// <param name="Base">The version that it began with.</param>
/// <param name="At">When it was last changed.</param>
/// <param name="Who">By which account.</param>
/// <param name="Text">What it says.</param>
public sealed record PlanDraft(int Base, Instant At, string Who, PlanText Text);

/// <summary>Catalogue and planogram in the forms of docs/recording.md, which is also how they are imported and exported.</summary>
/// <param name="Catalogue">As <c>catalogue.csv</c>.</param>
/// <param name="Planogram">As <c>planogram.csv</c>.</param>
public sealed record PlanText(string Catalogue, string Planogram)
{
    /// <summary>What a model says.</summary>
    public static PlanText Of(StoreModel model) => new(CatalogueCsv.Write(model.Catalogue), PlanogramCsv.Write(model));

    /// <summary>The model that this makes of a store.</summary>
    /// <returns>Bad with the line where the texts contradict each other or the store.</returns>
    public Result<StoreModel> Read(Store store)
    {
        switch (CatalogueCsv.Read(Catalogue, "catalogue.csv"))
        {
            case Result<Catalogue>.Bad(var wrong):
                return new Result<StoreModel>.Bad(wrong);
            case Result<Catalogue>.Good(var catalogue):
                return PlanogramCsv.Read(Planogram, "planogram.csv", store, catalogue) switch
                {
                    Result<Planogram>.Good(var planogram) => new Result<StoreModel>.Good(new(store, catalogue, planogram)),
                    Result<Planogram>.Bad(var fault) => new Result<StoreModel>.Bad(fault),
                    _ => throw new UnreachableException(),
                };
            default:
                throw new UnreachableException();
        }
    }
}
