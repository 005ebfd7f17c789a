using System.Diagnostics;

namespace Stroll.Payments.Visits;

/// <summary>What the retailer's own call-back said about somebody who wants to come in.</summary>
public enum CallBackWord
{
    /// <summary>There is none.</summary>
    NotAsked,

    /// <summary>They may.</summary>
    Yes,

    /// <summary>They may not.</summary>
    No,

    /// <summary>It did not answer in time, or not sensibly.</summary>
    Down,
}

/// <summary>What is done when the call-back is down.</summary>
public enum WhenDown
{
    /// <summary>The store decides by what it knows itself.</summary>
    DecideAlone,

    /// <summary>Nobody whom staff do not let in.</summary>
    AskStaff,
}

/// <summary>Who may come in.</summary>
/// <param name="MostInside">People at once; the fire office knows the number.</param>
/// <param name="MostDebt">Whoever owes more than this, in minor units, pays first.</param>
/// <param name="Fallback">When the call-back is down.</param>
/// <param name="OfflineCap">What one visit may be worth at most while the provider cannot be reached, in minor units; 0 lets nobody in then.</param>
/// <param name="OfflineVisits">How many such visits the store risks before it closes the gate.</param>
public sealed record AdmissionRules(int MostInside, long MostDebt, WhenDown Fallback, long OfflineCap, int OfflineVisits);

/// <summary>What is known at the gate.</summary>
/// <param name="Means">How they want to come in.</param>
/// <param name="People">How many, declared.</param>
/// <param name="Inside">How many are inside already.</param>
/// <param name="Debt">What the payer owes, minor units.</param>
/// <param name="CallBack">What the retailer said.</param>
/// <param name="HoldIsRefused">True when the card refused the hold.</param>
/// <param name="IsOffline">True when the provider cannot be reached.</param>
/// <param name="OfflineSoFar">Visits let in without the provider that are not collected yet.</param>
public sealed record AtTheGate(
    EntryMeans Means, int People, int Inside, long Debt, CallBackWord CallBack, bool HoldIsRefused, bool IsOffline, int OfflineSoFar);

/// <summary>The word of the gate.</summary>
/// <param name="MayEnter">Opens.</param>
/// <param name="Words">For the display, when it stays shut.</param>
public sealed record GateWord(bool MayEnter, string Words)
{
    /// <summary>Open.</summary>
    public static GateWord Welcome => new(true, "");
}

/// <summary>Decides who may come in.</summary>
public static class Admission
{
    /// <summary>The first reason against somebody decides; staff come in always, and nobody is ever kept from going out.</summary>
    public static GateWord Decide(AtTheGate seen, AdmissionRules rules)
    {
        if (seen.Means == EntryMeans.Badge)
        {
            return GateWord.Welcome;
        }

        if (seen.People < 1 || seen.Inside + seen.People > rules.MostInside)
        {
            return new(false, "The store is full. Please wait a moment.");
        }

        // Whom staff let in they know, and they settle with them in cash.
        return seen.Means == EntryMeans.StaffDoor ? GateWord.Welcome : OfPayer(seen, rules);
    }

    static GateWord OfPayer(AtTheGate seen, AdmissionRules rules) => seen switch
    {
        { Debt: var debt } when debt > rules.MostDebt => new(false, "An earlier visit is not paid yet. Please ask the staff."),
        { CallBack: CallBackWord.No } => new(false, "Please ask the staff."),
        { CallBack: CallBackWord.Down } when rules.Fallback == WhenDown.AskStaff => new(false, "Please ask the staff."),
        { HoldIsRefused: true } => new(false, "The card was not accepted. Please try another."),
        { IsOffline: true } when rules.OfflineCap == 0 || seen.OfflineSoFar >= rules.OfflineVisits => new(false, "Cards cannot be read now. Please ask the staff."),
        _ => seen.CallBack is CallBackWord.NotAsked or CallBackWord.Yes or CallBackWord.Down ? GateWord.Welcome : throw new UnreachableException(),
    };
}
