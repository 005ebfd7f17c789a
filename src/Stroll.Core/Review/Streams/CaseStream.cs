namespace Stroll.Review.Streams;

/// <summary>Why cases are shown at all. The streams are kept apart: what is chosen for one purpose says nothing fair about another.</summary>
public enum CaseStream
{
    /// <summary>The machine is unsure and a receipt waits for it.</summary>
    Routed,

    /// <summary>Drawn by chance, to measure how often receipts are right.</summary>
    Audit,

    /// <summary>The answer is known: shown to learn how well people see.</summary>
    Gold,

    /// <summary>A shopper says that the receipt is wrong.</summary>
    Dispute,

    /// <summary>Chosen because the machine can learn from it.</summary>
    Training,
}

/// <summary>What follows from the stream of a case.</summary>
public static class CaseStreams
{
    extension(CaseStream stream)
    {
        /// <summary>True where answers may enter a figure of accuracy: drawn by chance, or routed with a stored probability. Gold, disputes and
        /// training cases are chosen because of what they show, so they never do.</summary>
        public bool CountsForAccuracy => stream is CaseStream.Audit or CaseStream.Routed;

        /// <summary>True where the machine's own answer stays hidden until the person has answered for good, and does not weigh the answer either: with
        /// it the machine would be measured by itself.</summary>
        public bool IsBlind => stream is CaseStream.Audit or CaseStream.Gold or CaseStream.Dispute;
    }
}
