using System.Collections.Frozen;

namespace Stroll.Web.Accounts;

/// <summary>Knows passwords that are tried first: common words, the name of the program or of the login, rows of keys, and what is made of these alone.</summary>
/// <remarks>
/// NIST SP 800-63B-4, section 3.1.1.2 asks for a comparison with a list of common, expected and compromised ones. With 12 letters and more most of such a list is
/// built of a short word, a year and a row of digits; so what is compared is what a password is built of. The words are our own choice of those that lists of
/// leaked passwords have in common; no list of leaked passwords is shipped or asked over the network.
/// </remarks>
static class GuessedPasswords
{
    const int MostParts = 5;
    const int LongestFill = 6;
    const int Never = int.MaxValue / 2;

    static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
    [
        "password", "passwort", "passwd", "pass", "passphrase", "motdepasse", "contrasena", "contraseña", "parola", "senha", "wachtwoord", "haslo", "secret", "geheim", "qwerty", "qwertz", "azerty",
        "admin", "administrator", "root", "user", "guest", "login", "test", "tester", "demo", "default", "changeme", "change", "letmein", "welcome", "willkommen", "hello", "hallo", "master",
        "iloveyou", "love", "lovely", "sunshine", "princess", "prinzessin", "dragon", "monkey", "football", "fussball", "baseball", "basketball", "soccer", "superman", "batman", "shadow", "michael",
        "jordan", "jennifer", "charlie", "daniel", "thomas", "andrea", "ashley", "nicole", "jessica", "computer", "internet", "samsung", "google", "summer", "sommer", "winter", "spring", "autumn",
        "herbst", "january", "monday", "trustno1", "whatever", "starwars", "pokemon", "hunter", "killer", "flower", "cheese", "cookie", "chocolate", "freedom", "mustang", "ferrari", "harley",
        "liverpool", "arsenal", "chelsea", "barcelona", "juventus", "schalke", "bayern", "berlin", "london", "paris", "madrid", "stroll", "store", "shop", "laden", "tienda", "manager", "review",
        "company", "firma", "office", "system", "server", "access", "security", "safe", "my", "mein", "the", "is", "for", "new", "now", "me", "abc", "xyz",
    ]);

    static readonly string[] Rows = ["qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "1234567890", "0987654321", "abcdefghijklmnopqrstuvwxyz", "1q2w3e4r5t6z7u8i9o0p", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb"];

    static readonly int LongestWord = Words.Max(word => word.Length);

    /// <summary>True when the password is built of nothing but what everybody tries.</summary>
    /// <param name="password">As it was typed.</param>
    /// <param name="expected">Words that somebody would try here: the login, the name.</param>
    internal static bool Has(string password, params ReadOnlySpan<string> expected)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in expected)
        {
            own.UnionWith(text.ToLowerInvariant().Split(['@', '.', ' ', '-', '_'], StringSplitOptions.RemoveEmptyEntries).Where(part => part.Length >= 3));
        }

        var typed = password.ToLowerInvariant();
        return IsBuilt(typed, own) || IsRepeated(typed);
    }

    /// <summary>Looks for the fewest known parts that cover the beginning up to each letter. Between them a few digits and signs cost nothing: a year, or an end that somebody was asked for.</summary>
    static bool IsBuilt(string text, HashSet<string> own)
    {
        // Of two fills in a row nothing is built: digits alone may be drawn by chance.
        var (known, filled) = (new int[text.Length + 1], new int[text.Length + 1]);
        filled[0] = Never;
        for (var end = 1; end <= text.Length; end++)
        {
            (known[end], filled[end]) = (Never, Never);
            for (var begin = 0; begin < end; begin++)
            {
                if (Math.Min(known[begin], filled[begin]) < MostParts && IsKnown(text[begin..end], own))
                {
                    known[end] = Math.Min(known[end], Math.Min(known[begin], filled[begin]) + 1);
                }

                if (end - begin <= LongestFill && text[begin..end].All(IsFiller))
                {
                    filled[end] = Math.Min(filled[end], known[begin]);
                }
            }
        }

        return Math.Min(known[text.Length], filled[text.Length]) <= MostParts;
    }

    static bool IsFiller(char letter) => !char.IsLetter(letter);

    static bool IsKnown(string part, HashSet<string> own) =>
        own.Contains(part) || (part.Length <= LongestWord && (Words.Contains(part) || (part.Any(char.IsLetter) && Words.Contains(Plain(part)))))
        || (part.Length >= 3 && (part.All(letter => letter == part[0]) || Rows.Any(row => row.Contains(part, StringComparison.Ordinal))));

    /// <summary>True when the whole is some letters over and over.</summary>
    static bool IsRepeated(string text) => text.Length > 1 && (text + text).IndexOf(text, 1, StringComparison.Ordinal) is var period && period <= 4 && period < text.Length;

    /// <summary>Without the digits and signs that stand for letters.</summary>
    static string Plain(string text) => string.Create(text.Length, text, static (made, from) =>
    {
        for (var i = 0; i < made.Length; i++)
        {
            made[i] = from[i] switch { '0' => 'o', '1' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', var other => other };
        }
    });
}
