namespace Stroll.Web.Shoppers;

/// <summary>The receipt page in German.</summary>
static class German
{
    internal static Language Instance { get; } = new()
    {
        Code = "de",
        Name = "Deutsch",
        DecimalPoint = ",",
        Moment = "dd.MM.yyyy, HH:mm",
        Words = new Dictionary<Phrase, string>
        {
            [Phrase.Receipt] = "Beleg",
            [Phrase.VisitOf] = "Ihr Besuch vom {0}",
            [Phrase.Final] = "Endgültig. Nichts ist mehr unklar.",
            [Phrase.Corrected] = "Berichtigt: Dies ist Fassung {0}.",
            [Phrase.Total] = "Summe",
            [Phrase.Nothing] = "Sie haben nichts genommen, und nichts wird berechnet.",
            [Phrase.ByMachine] = "von der Maschine entschieden",
            [Phrase.ByPerson] = "von einem Menschen geprüft",
            [Phrase.TakenOff] = "gestrichen",
            [Phrase.Deposit] = "Pfand",
            [Phrase.Tax] = "darin {0}",
            [Phrase.SomethingWrong] = "Stimmt etwas nicht?",
            [Phrase.NotTaken] = "Das habe ich nicht genommen",
            [Phrase.TookOnly] = "Ich habe nur {0} genommen",
            [Phrase.WrongProduct] = "Ich habe etwas anderes genommen",
            [Phrase.AlsoTook] = "Ich habe noch etwas genommen",
            [Phrase.AlsoTookHint] = "Danke für den Hinweis. Es wird nichts nachberechnet; er hilft uns, besser zu sehen.",
            [Phrase.AskPerson] = "Einen Menschen fragen",
            [Phrase.AskPersonHint] = "Jemand sieht nach und antwortet hier innerhalb eines Tages.",
            [Phrase.Send] = "Senden",
            [Phrase.Until] = "Sie können bis {0} widersprechen.",
            [Phrase.Versions] = "Fassungen",
            [Phrase.Version] = "Fassung {0}",
            [Phrase.BecauseClosed] = "Der Besuch ist zu Ende, und nichts Berechnetes ist unklar.",
            [Phrase.BecausePromise] = "Die versprochene Zeit war um. Was noch unklar war, wird nicht berechnet.",
            [Phrase.BecauseAnswered] = "Ein Mensch hat nachgesehen, oder ein Sensor meldete sich spät.",
            [Phrase.BecauseComplaint] = "Sie haben uns gesagt, dass es nicht stimmt.",
            [Phrase.BecauseStaff] = "Das Personal hat ihn berichtigt.",
            [Phrase.Complaints] = "Was Sie uns gesagt haben",
            [Phrase.ComplaintWaits] = "Ein Mensch wird nachsehen.",
            [Phrase.ComplaintRefunded] = "Erstattet. Das Geld ist auf dem Weg zurück.",
            [Phrase.ComplaintRefused] = "Ein Mensch hat nachgesehen und sieht es anders.",
            [Phrase.ComplaintNoted] = "Notiert, danke.",
            [Phrase.ComplaintTooLate] = "Das ging nicht: Die Frist ist vorbei, oder es wurde schon gesagt. Bitte fragen Sie das Personal.",
            [Phrase.NoSuchReceipt] = "Diesen Beleg gibt es nicht",
            [Phrase.NoSuchReceiptHint] = "Der Link ist vielleicht vertippt, oder der Beleg wurde nach Ablauf seiner Zeit gelöscht.",
            [Phrase.HowItWorks] = "Waagen in den Regalen und die Orte der Hände sagen, was genommen wurde. Kein Gesicht wird erkannt. Wo die Maschine nicht sicher genug ist, sieht ein Mensch nach, oder es wird nichts berechnet.",
            [Phrase.MyData] = "Alles, was über diesen Besuch gespeichert ist",
            [Phrase.Privacy] = "Datenschutz",
            [Phrase.NotFiscal] = "Dies ist kein Kassenbeleg im Sinne der Steuer.",
            [Phrase.Simulated] = "Dieser Laden ist simuliert. Niemand hat etwas bezahlt.",
        },
    };
}
