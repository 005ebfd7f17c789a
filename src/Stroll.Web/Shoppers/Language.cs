using System.Globalization;
using System.Text;
using Stroll.Payments.Documents;
using Stroll.Host.Complaints;
using Stroll.Units;
using Stroll.Web.Text;

namespace Stroll.Web.Shoppers;

/// <summary>What a shopper reads, in one language.</summary>
/// <remarks>The program is single-culture, so that files and figures are alike everywhere; the few forms that shoppers need stand here.</remarks>
public sealed record Language
{
    /// <summary>As in HTML, as <c>de</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What it calls itself.</summary>
    public required string Name { get; init; }

    /// <summary>Stands between whole units and the rest.</summary>
    public required string DecimalPoint { get; init; }

    /// <summary>A format of .NET for day and minute.</summary>
    public required string Moment { get; init; }

    /// <summary>The words, by key.</summary>
    public required IReadOnlyDictionary<Phrase, string> Words { get; init; }

    /// <summary>All of them; the first is the one for everybody else.</summary>
    public static IReadOnlyList<Language> All { get; } = [English.Instance, German.Instance, Spanish.Instance, Chinese.Instance];

    /// <summary>A phrase.</summary>
    public string this[Phrase phrase] => Words[phrase];

    /// <summary>A phrase with something put into it.</summary>
    public string With(Phrase phrase, params object[] values) => string.Format(CultureInfo.InvariantCulture, CompositeFormat.Parse(Words[phrase]), values);

    /// <summary>The one that is asked for by name, or else the one that the browser likes best, or else English.</summary>
    /// <param name="asked">As <c>de</c>.</param>
    /// <param name="header">Of <c>Accept-Language</c> (RFC 9110, section 12.5.4).</param>
    public static Language For(string? asked, string? header) =>
        Find(asked) ?? Liked(header).Select(Find).OfType<Language>().FirstOrDefault() ?? All[0];

    /// <summary>An amount.</summary>
    public string Amount(long minor, string currency) =>
        $"{Amounts.Number(new(minor, currency)).Replace(".", DecimalPoint, StringComparison.Ordinal)} {currency}";

    /// <summary>Day and minute on the store's wall clock.</summary>
    public string Time(Instant at, Clock clock) => clock.Local(at).ToString(Moment, CultureInfo.InvariantCulture);

    /// <summary>Why a version was issued.</summary>
    public string Of(IssueCause cause) => Words[cause switch
    {
        IssueCause.Closed => Phrase.BecauseClosed,
        IssueCause.PromiseRanOut => Phrase.BecausePromise,
        IssueCause.Answered => Phrase.BecauseAnswered,
        IssueCause.Complaint => Phrase.BecauseComplaint,
        _ => Phrase.BecauseStaff,
    }];

    /// <summary>What became of a complaint.</summary>
    public string Of(ComplaintState state) => Words[state switch
    {
        ComplaintState.Waiting => Phrase.ComplaintWaits,
        ComplaintState.Refunded => Phrase.ComplaintRefunded,
        ComplaintState.Refused => Phrase.ComplaintRefused,
        _ => Phrase.ComplaintNoted,
    }];

    static Language? Find(string? name) => All.FirstOrDefault(language => language.Code == name);

    static IEnumerable<string> Liked(string? header) => (header ?? "").Split(',').Take(20)
        .Select(part => part.Split(';'))
        .Select(part => (Name: part[0].Trim().Split('-')[0].ToLowerInvariant(), Weight: Weight(part)))
        .OrderByDescending(part => part.Weight).Select(part => part.Name);

    static double Weight(string[] part) =>
        part.Length > 1 && part[1].Trim() is ['q', '=', .. var number] && double.TryParse(number, CultureInfo.InvariantCulture, out var weight) ? weight : 1;
}

/// <summary>What is said on the receipt page.</summary>
public enum Phrase
{
    /// <summary>Title.</summary>
    Receipt,

    /// <summary>Before the time of the visit.</summary>
    VisitOf,

    /// <summary>Status of a first version.</summary>
    Final,

    /// <summary>Status of a later version, with its number.</summary>
    Corrected,

    /// <summary>Below the total.</summary>
    Total,

    /// <summary>A receipt without lines.</summary>
    Nothing,

    /// <summary>Badge.</summary>
    ByMachine,

    /// <summary>Badge.</summary>
    ByPerson,

    /// <summary>Badge of a line that fell away.</summary>
    TakenOff,

    /// <summary>Before a deposit.</summary>
    Deposit,

    /// <summary>Before taxes, with the name of the class.</summary>
    Tax,

    /// <summary>Opens the buttons of a line.</summary>
    SomethingWrong,

    /// <summary>Button.</summary>
    NotTaken,

    /// <summary>Button with the number of pieces.</summary>
    TookOnly,

    /// <summary>Button.</summary>
    WrongProduct,

    /// <summary>Button.</summary>
    AlsoTook,

    /// <summary>Beside it.</summary>
    AlsoTookHint,

    /// <summary>Button.</summary>
    AskPerson,

    /// <summary>Beside it, with days.</summary>
    AskPersonHint,

    /// <summary>Button of a form.</summary>
    Send,

    /// <summary>Until when one may complain, with the day.</summary>
    Until,

    /// <summary>Title of the list of versions.</summary>
    Versions,

    /// <summary>With the number.</summary>
    Version,

    /// <summary>Cause of a version.</summary>
    BecauseClosed,

    /// <summary>Cause of a version.</summary>
    BecausePromise,

    /// <summary>Cause of a version.</summary>
    BecauseAnswered,

    /// <summary>Cause of a version.</summary>
    BecauseComplaint,

    /// <summary>Cause of a version.</summary>
    BecauseStaff,

    /// <summary>Title of the list of complaints.</summary>
    Complaints,

    /// <summary>State of a complaint.</summary>
    ComplaintWaits,

    /// <summary>State of a complaint.</summary>
    ComplaintRefunded,

    /// <summary>State of a complaint.</summary>
    ComplaintRefused,

    /// <summary>State of a complaint.</summary>
    ComplaintNoted,

    /// <summary>A complaint that was not taken.</summary>
    ComplaintTooLate,

    /// <summary>Title of the page for a code that is not there.</summary>
    NoSuchReceipt,

    /// <summary>Its text.</summary>
    NoSuchReceiptHint,

    /// <summary>How it came about.</summary>
    HowItWorks,

    /// <summary>Title of a receipt that is not there yet.</summary>
    Coming,

    /// <summary>With the time by which it will be.</summary>
    ComingUntil,

    /// <summary>While the shopper is inside.</summary>
    ComingLater,

    /// <summary>Where and when something was taken: shelf, time.</summary>
    AtShelf,

    /// <summary>Title of the ways to keep a receipt.</summary>
    Keep,

    /// <summary>A field.</summary>
    Email,

    /// <summary>After a letter was ordered.</summary>
    MailSent,

    /// <summary>Eight letters that with the amount find the receipt again.</summary>
    ShortCode,

    /// <summary>Title of the page that asks for them.</summary>
    FindReceipt,

    /// <summary>Leads to all that is kept about the visit.</summary>
    MyData,

    /// <summary>Leads to the privacy notice.</summary>
    Privacy,

    /// <summary>No fiscal receipt.</summary>
    NotFiscal,

    /// <summary>A simulated store.</summary>
    Simulated,
}
