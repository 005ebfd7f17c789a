namespace Stroll.Review;

/// <summary>A part of a whole, counted over one run: exact receipts of all receipts, right pieces of all pieces.</summary>
/// <param name="Part">Zero or more.</param>
/// <param name="Whole">Zero or more; the ratio of sums is what is reported.</param>
public readonly record struct Tally(double Part, double Whole)
{
    /// <summary>Both runs together.</summary>
    public static Tally operator +(Tally left, Tally right) => new(left.Part + right.Part, left.Whole + right.Whole);
}
