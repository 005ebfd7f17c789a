namespace Stroll.Review.Consensus;

/// <summary>One answer to one case. Who cannot tell does not vote.</summary>
/// <param name="Reviewer">From 0.</param>
/// <param name="Choice">Which of the offered accounts, from 0.</param>
public readonly record struct Vote(int Reviewer, int Choice);
