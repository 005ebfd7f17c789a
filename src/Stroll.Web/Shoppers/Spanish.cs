namespace Stroll.Web.Shoppers;

/// <summary>The receipt page in Spanish.</summary>
static class Spanish
{
    internal static Language Instance { get; } = new()
    {
        Code = "es",
        Name = "Español",
        DecimalPoint = ",",
        Moment = "dd/MM/yyyy, HH:mm",
        Words = new Dictionary<Phrase, string>
        {
            [Phrase.Receipt] = "Recibo",
            [Phrase.VisitOf] = "Su visita del {0}",
            [Phrase.Final] = "Definitivo. No queda nada en duda.",
            [Phrase.Corrected] = "Corregido: esta es la versión {0}.",
            [Phrase.Total] = "Total",
            [Phrase.Nothing] = "No se llevó nada y no se cobra nada.",
            [Phrase.ByMachine] = "decidido por la máquina",
            [Phrase.ByPerson] = "comprobado por una persona",
            [Phrase.TakenOff] = "retirado",
            [Phrase.Deposit] = "Depósito",
            [Phrase.Tax] = "incluye {0}",
            [Phrase.SomethingWrong] = "¿Algo no está bien?",
            [Phrase.NotTaken] = "Esto no lo cogí",
            [Phrase.TookOnly] = "Solo cogí {0}",
            [Phrase.WrongProduct] = "Cogí otra cosa",
            [Phrase.AlsoTook] = "También cogí algo más",
            [Phrase.AlsoTookHint] = "Gracias por decirlo. No se le cobra nada por ello; nos ayuda a ver mejor.",
            [Phrase.AskPerson] = "Preguntar a una persona",
            [Phrase.AskPersonHint] = "Una persona lo mira y responde aquí en un día.",
            [Phrase.Send] = "Enviar",
            [Phrase.Until] = "Puede reclamar hasta el {0}.",
            [Phrase.Versions] = "Versiones",
            [Phrase.Version] = "Versión {0}",
            [Phrase.BecauseClosed] = "La visita terminó y nada de lo cobrado está en duda.",
            [Phrase.BecausePromise] = "Pasó el tiempo prometido. Lo que seguía en duda no se cobra.",
            [Phrase.BecauseAnswered] = "Una persona lo miró, o un sensor avisó tarde.",
            [Phrase.BecauseComplaint] = "Usted nos dijo que estaba mal.",
            [Phrase.BecauseStaff] = "El personal lo corrigió.",
            [Phrase.Complaints] = "Lo que nos dijo",
            [Phrase.ComplaintWaits] = "Una persona lo mirará.",
            [Phrase.ComplaintRefunded] = "Reembolsado. El dinero está en camino.",
            [Phrase.ComplaintRefused] = "Una persona lo miró y lo ve de otra manera.",
            [Phrase.ComplaintNoted] = "Anotado, gracias.",
            [Phrase.ComplaintTooLate] = "No fue posible: el plazo terminó o ya se dijo. Pregunte al personal, por favor.",
            [Phrase.NoSuchReceipt] = "No existe ese recibo",
            [Phrase.NoSuchReceiptHint] = "El enlace puede estar mal escrito, o el recibo se borró al terminar su plazo.",
            [Phrase.HowItWorks] = "Las balanzas de los estantes y el lugar de las manos dicen qué se tomó. No se reconoce ninguna cara. Cuando la máquina no está segura, mira una persona o no se cobra.",
            [Phrase.MyData] = "Todo lo que se guarda de esta visita",
            [Phrase.Privacy] = "Privacidad",
            [Phrase.NotFiscal] = "Este no es un recibo fiscal.",
            [Phrase.Simulated] = "Esta tienda es simulada. Nadie pagó nada.",
        },
    };
}
