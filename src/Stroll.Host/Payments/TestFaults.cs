using Stroll.Units;

namespace Stroll.Host.Payments;

/// <summary>How a test provider and the line to it fail. Each is a probability for one call or message.</summary>
/// <param name="RequestLost">The request never arrives.</param>
/// <param name="AnswerLost">It is carried out; the answer is lost.</param>
/// <param name="RequestLate">It arrives up to <paramref name="Latest"/> later, when the caller has long given up.</param>
/// <param name="StoredError">It fails inside, and the provider answers this key with the error for ever.</param>
/// <param name="Conflict">"Another request with this key is under way": nothing is done.</param>
/// <param name="FalseNo">It is carried out, and the answer says that it was refused.</param>
/// <param name="WrongAmount">It is carried out, and the answer names another amount.</param>
/// <param name="AskFails">A look into the book does not come back.</param>
/// <param name="HintLost">A webhook is never sent.</param>
/// <param name="HintDoubled">A webhook is sent twice.</param>
/// <param name="HintLate">A webhook comes up to <paramref name="Latest"/> later, and so out of order.</param>
/// <param name="Latest">The longest delay.</param>
public sealed record TestFaults(
    double RequestLost, double AnswerLost, double RequestLate, double StoredError, double Conflict, double FalseNo, double WrongAmount,
    double AskFails, double HintLost, double HintDoubled, double HintLate, TimeSpan Latest)
{
    /// <summary>A provider that never fails.</summary>
    public static TestFaults None => new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Every fault with the same probability, and delays of up to 70 minutes.</summary>
    public static TestFaults All(double probability) => new(
        probability, probability, probability, probability, probability, probability, probability,
        probability, probability, probability, probability, TimeSpan.FromMinutes(70));
}
