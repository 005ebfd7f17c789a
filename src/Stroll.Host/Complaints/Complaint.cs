using Stroll.Units;

namespace Stroll.Host.Complaints;

/// <summary>What a shopper finds wrong.</summary>
public enum ComplaintKind
{
    /// <summary>They did not take it.</summary>
    NotTaken,

    /// <summary>They took fewer.</summary>
    WrongQuantity,

    /// <summary>They took something else in its place.</summary>
    WrongProduct,

    /// <summary>They took something that is not on the receipt. Told without blame, and nothing is asked for it.</summary>
    Missing,

    /// <summary>They want a person to look.</summary>
    AskPerson,
}

/// <summary>What became of it.</summary>
public enum ComplaintState
{
    /// <summary>A person will look.</summary>
    Waiting,

    /// <summary>The money is on its way back, under a new version of the receipt.</summary>
    Refunded,

    /// <summary>A person looked and thinks otherwise; why stands beside it.</summary>
    Refused,

    /// <summary>Noted, with thanks: it costs nobody anything.</summary>
    Noted,
}

/// <summary>One complaint about one receipt.</summary>
/// <param name="Number">Counts up in the store from 1.</param>
/// <param name="Party">Whose receipt.</param>
/// <param name="Line">Number of the line; 0 for the whole receipt.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Quantity">Pieces that they say they took of that line.</param>
/// <param name="Words">Theirs; text from outside, shown as text only.</param>
/// <param name="At">When they said it.</param>
/// <param name="State">What became of it.</param>
/// <param name="Answer">Words to the shopper; empty while it waits.</param>
/// <param name="Minor">What was given back for it.</param>
public sealed record Complaint(
    long Number, string Party, int Line, ComplaintKind Kind, int Quantity, string Words, Instant At, ComplaintState State, string Answer, long Minor)
{
    /// <summary>Pieces that stay on the line where they are right.</summary>
    public int Stays => Kind == ComplaintKind.WrongQuantity ? Quantity : 0;
}

/// <summary>When a shopper is believed at once.</summary>
/// <param name="AtOnce">Minor units of one receipt that are given back without a person.</param>
/// <param name="Within">So long after the receipt one may complain. Clips and scenes are kept at least as long.</param>
/// <param name="Most">Complaints about one receipt.</param>
/// <param name="LookedAtWithin">So long people may take who look at the visit without knowing of the complaint.</param>
public sealed record ComplaintRules(long AtOnce, TimeSpan Within, int Most, TimeSpan LookedAtWithin)
{
    /// <summary>Fifteen of the currency, fourteen days, twenty complaints; two days to look.</summary>
    public static ComplaintRules Default => new(1500, TimeSpan.FromDays(14), 20, TimeSpan.FromDays(2));
}
