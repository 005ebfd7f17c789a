using Stroll.Geometry;

namespace Stroll.Tracking.OneCamera;

/// <summary>A box that a detector drew around somebody.</summary>
/// <param name="Box">Pixels; may reach past the picture.</param>
/// <param name="Score">The detector's confidence, 0 to 1; what lies outside is moved to the nearer end.</param>
public readonly record struct ScoredBox(PixelBox Box, double Score);

/// <summary>One followed person in one frame.</summary>
/// <param name="Track">From 1, in the order of appearance; a number is used for one person only.</param>
/// <param name="Box">Pixels: between where the detector drew the person and where the track expected them.</param>
/// <param name="Score">Of the last sighting.</param>
/// <param name="Sighting">Which of the frame's sightings it stands on; -1 where the person was not seen in this frame and the box is a forecast.</param>
public readonly record struct FollowedBox(int Track, PixelBox Box, double Score, int Sighting);
