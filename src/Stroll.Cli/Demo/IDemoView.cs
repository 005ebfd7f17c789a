using Stroll.Attribution;
using Stroll.Receipts;

namespace Stroll.Cli.Demo;

/// <summary>Shows a demo: as lines where nobody watches, as a living picture where somebody does.</summary>
internal interface IDemoView
{
    /// <summary>A piece of a mass change was explained.</summary>
    void Explained(DemoRun run, Attributed piece);

    /// <summary>A shopper is out and the receipt stands.</summary>
    /// <param name="run">Where it happened.</param>
    /// <param name="receipt">Theirs.</param>
    /// <param name="difference">What differs from the truth; none when it is exactly right.</param>
    void Left(DemoRun run, Receipt receipt, string? difference);

    /// <summary>Time went on by 0.1 s.</summary>
    void Tick(DemoRun run);
}
