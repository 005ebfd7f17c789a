using System.Collections.Immutable;
using System.Diagnostics;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Host.Plans;

/// <summary>Where people change catalogue and planogram: one draft at a time, then a version that is never edited.</summary>
/// <remarks>
/// The engine of a store decides with one model from its start to its end, so that a log replays to the same receipts. What is published
/// therefore holds from the next start of the store. Prices hold at once: <see cref="PriceDesk"/>.
/// </remarks>
/// <param name="database">Of the store.</param>
/// <param name="running">What the store decides with, and which version that is.</param>
/// <param name="time">The clock.</param>
public sealed class PlanDesk(IDatabase database, RunningPlan running, TimeProvider time)
{
    /// <summary>What the store decides with.</summary>
    public RunningPlan Running => running;

    /// <summary>All versions, newest first.</summary>
    public ImmutableArray<PlanVersion> Versions => database.Read(PlanTable.All);

    /// <summary>What somebody is changing, with the model that it makes; none when nobody is.</summary>
    public (PlanDraft Draft, StoreModel Model)? Open => database.Read(PlanTable.Draft) is { } draft ? (draft, Read(draft.Text)) : null;

    /// <summary>The newest version as a model: what a new draft begins with.</summary>
    public StoreModel Newest => Latest(database.Read(PlanTable.Newest));

    /// <summary>The model of one version.</summary>
    /// <returns>None when there is no such version, or it names shelves that the store no longer has.</returns>
    public StoreModel? Of(int number) => number == running.Number ? running.Model
        : database.Read(transaction => PlanTable.Find(transaction, number)) is { } version && version.Text.Read(running.Model.Store) is Result<StoreModel>.Good(var model)
            ? model : null;

    /// <summary>Changes the draft; begins one where there is none.</summary>
    /// <param name="who">Which account.</param>
    /// <param name="change">Makes the next model of the one before.</param>
    /// <returns>Bad with what the change said, or where its result contradicts itself; nothing is changed then.</returns>
    public Result<StoreModel> Change(string who, Func<StoreModel, Result<StoreModel>> change) => database.Write(transaction =>
    {
        var draft = PlanTable.Draft(transaction);
        var before = draft is null ? Latest(PlanTable.Newest(transaction)) : Read(draft.Text);
        var changed = change(before);
        if (changed is not Result<StoreModel>.Good(var wanted))
        {
            return changed;
        }

        // Through the text, so that a draft can say nothing that a file could not.
        var text = PlanText.Of(wanted);
        var read = text.Read(running.Model.Store);
        if (read is Result<StoreModel>.Good)
        {
            var begun = draft?.Base ?? PlanTable.Newest(transaction)?.Number ?? 0;
            PlanTable.Keep(transaction, new(begun, Instants.Of(time), who, text));
        }

        return read;
    });

    /// <summary>Begins a draft with what an older version said.</summary>
    /// <returns>Bad with <c>plan.version</c> when there is no such version.</returns>
    public Result<StoreModel> Restore(string who, int number)
    {
        Result<StoreModel> found = Of(number) is { } model
            ? new Result<StoreModel>.Good(model)
            : new Result<StoreModel>.Bad(new("plan.version", $"version {number}", "there is none, or its shelves are gone; expected one of the list"));
        return Change(who, _ => found);
    }

    /// <summary>Makes a version of the draft.</summary>
    /// <param name="who">Which account.</param>
    /// <param name="words">What it is for: 1 to 200 letters.</param>
    /// <returns>Bad with <c>plan.draft</c> or <c>plan.words</c>.</returns>
    public Result<PlanVersion> Publish(string who, string words) => database.Write<Result<PlanVersion>>(transaction =>
    {
        if (PlanTable.Draft(transaction) is not { } draft)
        {
            return new Result<PlanVersion>.Bad(new("plan.draft", "planogram", "nothing was changed; expected a draft"));
        }

        if (words.Trim().Length is 0 or > 200)
        {
            return new Result<PlanVersion>.Bad(new("plan.words", "planogram", $"{words.Trim().Length} letters; expected 1 to 200 that say what the change is for"));
        }

        var now = Instants.Of(time);
        var version = PlanTable.Add(transaction, now, who, words.Trim(), draft.Text);
        PlanTable.DropDraft(transaction);
        JournalTable.Write(transaction, now, who, "plan-published", new { version.Number, version.Words });
        return new Result<PlanVersion>.Good(version);
    });

    /// <summary>Makes a version without a draft, for programs. A draft that somebody works on gets the same change, so that publishing it later takes nothing back.</summary>
    /// <param name="who">Which account or key.</param>
    /// <param name="words">What it is for: 1 to 200 letters.</param>
    /// <param name="change">Makes the next model of the one before.</param>
    /// <returns>Bad with what the change said, or where its result contradicts itself or the draft; nothing is changed then.</returns>
    public Result<PlanVersion> PublishAtOnce(string who, string words, Func<StoreModel, Result<StoreModel>> change) => database.Write<Result<PlanVersion>>(transaction =>
    {
        var draft = PlanTable.Draft(transaction);
        var changed = Changed(Latest(PlanTable.Newest(transaction)), change);
        if (changed is Result<PlanText>.Bad(var refused))
        {
            return new Result<PlanVersion>.Bad(refused);
        }

        if (draft is not null)
        {
            if (Changed(Read(draft.Text), change) is not Result<PlanText>.Good(var drafted))
            {
                return new Result<PlanVersion>.Bad(new("plan.draft", "planogram", "somebody is changing it and their draft does not go together with this; expected the draft to be published or thrown away"));
            }

            PlanTable.Keep(transaction, draft with { Text = drafted });
        }

        var now = Instants.Of(time);
        var version = PlanTable.Add(transaction, now, who, words, ((Result<PlanText>.Good)changed).Value);
        JournalTable.Write(transaction, now, who, "plan-published", new { version.Number, version.Words });
        return new Result<PlanVersion>.Good(version);
    });

    /// <summary>Throws the draft away.</summary>
    public void Discard() => database.Write(PlanTable.DropDraft);

    // Through the text, so that a version can say nothing that a file could not.
    Result<PlanText> Changed(StoreModel before, Func<StoreModel, Result<StoreModel>> change)
    {
        var changed = change(before);
        if (changed is Result<StoreModel>.Bad(var refused))
        {
            return new Result<PlanText>.Bad(refused);
        }

        var text = PlanText.Of(((Result<StoreModel>.Good)changed).Value);
        return text.Read(running.Model.Store) is Result<StoreModel>.Bad(var fault) ? new Result<PlanText>.Bad(fault) : new Result<PlanText>.Good(text);
    }

    StoreModel Latest(PlanVersion? newest) =>
        newest is not null && newest.Number != running.Number && newest.Text.Read(running.Model.Store) is Result<StoreModel>.Good(var model) ? model : running.Model;

    StoreModel Read(PlanText text) => text.Read(running.Model.Store) is Result<StoreModel>.Good(var model)
        ? model : throw new UnreachableException("a draft was read before it was kept");
}

/// <summary>What a store decides with from its start to its end.</summary>
/// <param name="Model">Layout, catalogue and planogram.</param>
/// <param name="Number">Of the version that it is.</param>
public sealed record RunningPlan(StoreModel Model, int Number)
{
    /// <summary>Chooses what a store that starts now decides with: what was published last, on the page or by a change of its folder.</summary>
    /// <param name="database">Of the store.</param>
    /// <param name="files">What the store's folder says.</param>
    /// <param name="time">The clock.</param>
    /// <param name="say">Takes one line for the operator where a published version no longer fits the layout.</param>
    public static RunningPlan Begin(IDatabase database, StoreModel files, TimeProvider time, Action<string> say)
    {
        var text = PlanText.Of(files);
        var newest = database.Write(transaction => PlanTable.NewestOfFiles(transaction)?.Text == text
            ? PlanTable.Newest(transaction)!
            : PlanTable.Add(transaction, Instants.Of(time), PlanVersion.FromFiles, "as the store's folder says", text));
        if (newest.Text == text)
        {
            return new(files, newest.Number);
        }

        switch (newest.Text.Read(files.Store))
        {
            case Result<StoreModel>.Good(var model):
                return new(model, newest.Number);
            case Result<StoreModel>.Bad(var fault):
                say($"version {newest.Number} of the planogram does not fit the layout any more ({fault}); the store begins with what its folder says");
                return new(files, database.Read(PlanTable.NewestOfFiles)!.Number);
            default:
                throw new UnreachableException();
        }
    }
}
