using Stroll.Payments.Prices;
using Stroll.Units;

namespace Stroll.Host.Letters;

/// <summary>What stands on paper and in letters, in one language. The page of a receipt has words of its own, which say more.</summary>
public sealed record LetterWords
{
    /// <summary>As <c>de</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Between whole units and the rest.</summary>
    public required char DecimalPoint { get; init; }

    /// <summary>A format of .NET for day and minute.</summary>
    public required string Moment { get; init; }

    /// <summary>Title.</summary>
    public required string Receipt { get; init; }

    /// <summary>A first version.</summary>
    public required string Final { get; init; }

    /// <summary>A later version, with its number.</summary>
    public required string Corrected { get; init; }

    /// <summary>Below the lines.</summary>
    public required string Total { get; init; }

    /// <summary>Beside a line that fell away.</summary>
    public required string TakenOff { get; init; }

    /// <summary>Before a deposit.</summary>
    public required string Deposit { get; init; }

    /// <summary>Between a tax and what it is reckoned on.</summary>
    public required string On { get; init; }

    /// <summary>What it is not.</summary>
    public required string NotFiscal { get; init; }

    /// <summary>How to object.</summary>
    public required string Objection { get; init; }

    /// <summary>On receipts of simulated stores.</summary>
    public required string Simulated { get; init; }

    /// <summary>The text of a letter: {0} the store, {1} the total, {2} the link.</summary>
    public required string Body { get; init; }

    /// <summary>The language of a name, as <c>de</c>; English for all others.</summary>
    public static LetterWords For(string code) => code switch
    {
        "de" => German,
        "es" => Spanish,
        "zh" => Chinese,
        _ => English,
    };

    /// <summary>An amount for people.</summary>
    public string Amount(long minor, string currency) => Currency.Written(new(minor, currency)).Replace('.', DecimalPoint);

    static LetterWords English { get; } = new()
    {
        Code = "en",
        DecimalPoint = '.',
        Moment = "d MMM yyyy, HH:mm",
        Receipt = "Receipt",
        Final = "Final. Nothing is left in doubt.",
        Corrected = "Corrected: this is version {0}.",
        Total = "Total",
        TakenOff = "taken off",
        Deposit = "Deposit",
        On = "on",
        NotFiscal = "This is not a fiscal receipt.",
        Objection = "Something wrong? The link tells how sure each line is, and takes your word.",
        Simulated = "This store is simulated. Nobody paid anything.",
        Body = "Thank you for shopping at {0}.\n\nTotal: {1}\n\nYour receipt, with the reason for each line: {2}\n\nA PDF is attached.\n",
    };

    static LetterWords German { get; } = new()
    {
        Code = "de",
        DecimalPoint = ',',
        Moment = "dd.MM.yyyy, HH:mm",
        Receipt = "Beleg",
        Final = "Endgültig. Nichts ist mehr unklar.",
        Corrected = "Berichtigt: Dies ist Fassung {0}.",
        Total = "Summe",
        TakenOff = "gestrichen",
        Deposit = "Pfand",
        On = "auf",
        NotFiscal = "Dies ist kein Kassenbeleg im Sinne der Steuer.",
        Objection = "Stimmt etwas nicht? Der Link sagt, wie sicher jede Zeile ist, und nimmt Ihren Widerspruch an.",
        Simulated = "Dieser Laden ist simuliert. Niemand hat etwas bezahlt.",
        Body = "Danke für Ihren Einkauf bei {0}.\n\nSumme: {1}\n\nIhr Beleg mit dem Grund für jede Zeile: {2}\n\nEin PDF liegt bei.\n",
    };

    static LetterWords Spanish { get; } = new()
    {
        Code = "es",
        DecimalPoint = ',',
        Moment = "dd/MM/yyyy, HH:mm",
        Receipt = "Recibo",
        Final = "Definitivo. No queda ninguna duda.",
        Corrected = "Corregido: esta es la versión {0}.",
        Total = "Total",
        TakenOff = "retirado",
        Deposit = "Depósito",
        On = "sobre",
        NotFiscal = "Esto no es una factura fiscal.",
        Objection = "¿Algo no está bien? El enlace dice qué seguridad tiene cada línea y recoge su objeción.",
        Simulated = "Esta tienda es simulada. Nadie ha pagado nada.",
        Body = "Gracias por comprar en {0}.\n\nTotal: {1}\n\nSu recibo, con el motivo de cada línea: {2}\n\nSe adjunta un PDF.\n",
    };

    static LetterWords Chinese { get; } = new()
    {
        Code = "zh",
        DecimalPoint = '.',
        Moment = "yyyy年M月d日 HH:mm",
        Receipt = "收据",
        Final = "已确定，没有存疑的项目。",
        Corrected = "已更正：这是第 {0} 版。",
        Total = "合计",
        TakenOff = "已取消",
        Deposit = "押金",
        On = "计税金额",
        NotFiscal = "这不是税务发票。",
        Objection = "有问题吗？链接中说明每一项的把握程度，并可提出异议。",
        Simulated = "本店为模拟商店，没有人付款。",
        Body = "感谢您在 {0} 购物。\n\n合计：{1}\n\n您的收据及每一项的依据：{2}\n\n附件为 PDF。\n",
    };
}
