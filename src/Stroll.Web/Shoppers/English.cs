namespace Stroll.Web.Shoppers;

/// <summary>The receipt page in English.</summary>
static class English
{
    internal static Language Instance { get; } = new()
    {
        Code = "en",
        Name = "English",
        DecimalPoint = ".",
        Moment = "d MMM yyyy, HH:mm",
        Words = new Dictionary<Phrase, string>
        {
            [Phrase.Receipt] = "Receipt",
            [Phrase.VisitOf] = "Your visit of {0}",
            [Phrase.Final] = "Final. Nothing is left in doubt.",
            [Phrase.Corrected] = "Corrected: this is version {0}.",
            [Phrase.Total] = "Total",
            [Phrase.Nothing] = "You took nothing, and nothing is charged.",
            [Phrase.ByMachine] = "decided by machine",
            [Phrase.ByPerson] = "checked by a person",
            [Phrase.TakenOff] = "taken off",
            [Phrase.Deposit] = "Deposit",
            [Phrase.Tax] = "including {0}",
            [Phrase.SomethingWrong] = "Something wrong?",
            [Phrase.NotTaken] = "I didn't take this",
            [Phrase.TookOnly] = "I took only {0}",
            [Phrase.WrongProduct] = "I took something else",
            [Phrase.AlsoTook] = "I also took something",
            [Phrase.AlsoTookHint] = "Thank you for telling. Nothing is asked of you for it; it helps us to see better.",
            [Phrase.AskPerson] = "Ask a person",
            [Phrase.AskPersonHint] = "A person looks and answers here within a day.",
            [Phrase.Send] = "Send",
            [Phrase.Until] = "You can object until {0}.",
            [Phrase.Versions] = "Versions",
            [Phrase.Version] = "Version {0}",
            [Phrase.BecauseClosed] = "The visit ended and nothing that is charged is in doubt.",
            [Phrase.BecausePromise] = "The promised time was over. What was still in doubt is not charged.",
            [Phrase.BecauseAnswered] = "A person has looked, or a sensor reported late.",
            [Phrase.BecauseComplaint] = "You told us that it was wrong.",
            [Phrase.BecauseStaff] = "The staff corrected it.",
            [Phrase.Complaints] = "What you told us",
            [Phrase.ComplaintWaits] = "A person will look at it.",
            [Phrase.ComplaintRefunded] = "Refunded. The money is on its way back.",
            [Phrase.ComplaintRefused] = "A person has looked and sees it otherwise.",
            [Phrase.ComplaintNoted] = "Noted, thank you.",
            [Phrase.ComplaintTooLate] = "That could not be taken: the time is over, or it was said already. Please ask the staff.",
            [Phrase.NoSuchReceipt] = "There is no such receipt",
            [Phrase.NoSuchReceiptHint] = "The link may be mistyped, or the receipt was deleted when its time was over.",
            [Phrase.HowItWorks] = "Scales in the shelves and the places of hands tell what was taken. No face is recognised. Where the machine is not sure enough, a person looks, or you are not charged.",
            [Phrase.MyData] = "All that is kept about this visit",
            [Phrase.Privacy] = "Privacy",
            [Phrase.NotFiscal] = "This is not a fiscal receipt.",
            [Phrase.Simulated] = "This store is simulated. Nobody paid anything.",
        },
    };
}
