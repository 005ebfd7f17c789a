using System.Collections.Immutable;

namespace Stroll.Web.Desk;

/// <summary>What the desk shows of a case: the question and its evidence, nothing of what the machine thinks.</summary>
/// <param name="Handle">Names the case between browser and server; says nothing of what kind it is.</param>
/// <param name="Token">Of the lease.</param>
/// <param name="Asked">The question in words.</param>
/// <param name="When">When it happened, for people.</param>
/// <param name="Options">What can be chosen, in an order that belongs to this reviewer; empty for a whole visit.</param>
/// <param name="Scene">What the sensors said around it; none where nothing was kept.</param>
/// <param name="Moments">For a whole visit: when and where shelves changed while this person was near.</param>
/// <param name="Goods">What can be named besides the options: goods of the shelf first.</param>
/// <param name="Draft">What this person had entered before.</param>
/// <param name="Waiting">How many cases wait, this one included.</param>
/// <param name="WarmUp">True for the known cases with which a shift begins.</param>
/// <param name="HasClips">True where cameras may have pictures of it.</param>
public sealed record DeskCase(
    string Handle, long Token, string Asked, string When, ImmutableArray<DeskOption> Options, DeskScene? Scene, ImmutableArray<string> Moments,
    ImmutableArray<DeskGood> Goods, string Draft, int Waiting, bool WarmUp, bool HasClips);

/// <summary>What lies in a reviewer's hand.</summary>
/// <param name="Next">To look at; none where nothing waits.</param>
/// <param name="Ahead">What comes after it: leased already, so that it is on the screen with the key that answers the one before.</param>
public sealed record DeskHand(DeskCase? Next, ImmutableArray<DeskCase> Ahead);

/// <summary>One camera's pictures of a case, as the browser gets them.</summary>
/// <param name="Camera">Its name.</param>
/// <param name="Video">Where the video is.</param>
/// <param name="Poster">Where a still is; none without one.</param>
/// <param name="IsBlurred">True where heads cannot be recognised.</param>
/// <param name="FramePts">Of every picture its time in the video, microseconds.</param>
/// <param name="FrameAt">Of every picture when the camera took it, milliseconds from the beginning of the scene.</param>
public sealed record DeskView(string Camera, string Video, string? Poster, bool IsBlurred, ImmutableArray<long> FramePts, ImmutableArray<double> FrameAt);

/// <summary>Keys that somebody has chosen.</summary>
/// <param name="Keys">Key by act.</param>
public sealed record DeskKeys(Dictionary<string, string> Keys);

/// <summary>One account of what happened; no deeds mean that nothing was taken or put.</summary>
/// <param name="Deeds">By person.</param>
public sealed record DeskOption(ImmutableArray<DeskDeed> Deeds);

/// <summary>What one person gained or gave.</summary>
/// <param name="Person">Number of the dot.</param>
/// <param name="Barcode">Of the product.</param>
/// <param name="Name">For people.</param>
/// <param name="Quantity">Pieces: above zero taken, below zero put back or handed over.</param>
public sealed record DeskDeed(int Person, string Barcode, string Name, int Quantity);

/// <summary>A product that can be named.</summary>
/// <param name="Barcode">Its code.</param>
/// <param name="Name">For people.</param>
/// <param name="Grams">What one piece weighs; none when never weighed.</param>
public sealed record DeskGood(string Barcode, string Name, double? Grams);

/// <summary>A scene in the shelf's own frame: x along its front edge, y into the shelf, so that people stand at negative y. Metres.</summary>
/// <param name="Length">Milliseconds.</param>
/// <param name="At">Milliseconds from the beginning to the movement.</param>
/// <param name="Width">Of the shelf.</param>
/// <param name="Depth">Of the shelf.</param>
/// <param name="Place">Which shelf, in words.</param>
/// <param name="Plates">From left to right.</param>
/// <param name="People">Whoever came near.</param>
public sealed record DeskScene(
    int Length, int At, double Width, double Depth, string Place, ImmutableArray<DeskPlate> Plates, ImmutableArray<DeskPerson> People);

/// <summary>A plate of the shelf.</summary>
/// <param name="Number">As written on it.</param>
/// <param name="Left">Where it begins along the front edge.</param>
/// <param name="Right">Where it ends.</param>
/// <param name="Goods">What is meant to stand on it.</param>
/// <param name="Times">Milliseconds.</param>
/// <param name="Grams">One for each time.</param>
public sealed record DeskPlate(int Number, double Left, double Right, string Goods, ImmutableArray<int> Times, ImmutableArray<float> Grams);

/// <summary>A person near the shelf.</summary>
/// <param name="Number">Of the dot.</param>
/// <param name="Times">Milliseconds.</param>
/// <param name="Body">x and y for each time.</param>
/// <param name="Left">x, y and height over the shelf for each time; empty where the wrist was not seen.</param>
/// <param name="Right">The same of the other wrist.</param>
public sealed record DeskPerson(
    int Number, ImmutableArray<int> Times, ImmutableArray<double[]> Body, ImmutableArray<double[]> Left, ImmutableArray<double[]> Right);

/// <summary>What a reviewer says.</summary>
/// <param name="Handle">Of the case.</param>
/// <param name="Token">Of the lease.</param>
/// <param name="Kind"><c>happened</c>, <c>none</c> (something that is not offered) or <c>cannot-tell</c>.</param>
/// <param name="Deeds">For <c>happened</c>: what; empty for nothing.</param>
/// <param name="Seconds">How long they looked, pauses left out.</param>
public sealed record DeskAnswer(string Handle, long Token, string Kind, ImmutableArray<DeskDeed> Deeds, double Seconds);

/// <summary>What is told after an answer, together with the next case.</summary>
/// <param name="IsKept">False where the case was lost: somebody else has it, or it is closed.</param>
/// <param name="Why">Why the case was there.</param>
/// <param name="Machine">What the machine had; none where that must stay unsaid.</param>
/// <param name="Truth">For a case whose answer was known: what is true.</param>
/// <param name="WasRight">For such a case: whether they said it.</param>
/// <param name="Next">The next case; none where nothing waits.</param>
/// <param name="Ahead">What comes after it.</param>
public sealed record DeskTold(
    bool IsKept, string Why, DeskOption? Machine, DeskOption? Truth, bool? WasRight, DeskCase? Next, ImmutableArray<DeskCase> Ahead);

/// <summary>A case that is given back, or a sign of life.</summary>
/// <param name="Handle">Of the case.</param>
/// <param name="Token">Of the lease.</param>
/// <param name="Words">The reason, or what was entered so far.</param>
public sealed record DeskNote(string Handle, long Token, string Words);
