using System.Collections.Immutable;
using Stroll.Cli.Frame;
using Stroll.Recordings.MotChallenge;
using Stroll.Tracking.Evaluation;
using Stroll.Units;

namespace Stroll.Cli.Tracking;

/// <summary>One sequence with its truth, its tracks and their score.</summary>
/// <param name="Name">Of the sequence.</param>
/// <param name="Sequence">What the truth's folder says of it.</param>
/// <param name="Score">The usual figures.</param>
/// <param name="Frames">The frames that were scored, by their numbers in the files.</param>
/// <param name="Beyond">Rows of the tracks past the sequence's end, which are not scored: nobody knows who was there.</param>
internal sealed record MotScore(string Name, MotSequence Sequence, TrackingScore Score, ImmutableArray<MotScoredFrame> Frames, int Beyond);

/// <summary>What stood in one scored frame, and what became of everybody.</summary>
/// <param name="Number">In the files, from 1.</param>
/// <param name="Truth">People only: what is not to be found is left out.</param>
/// <param name="Said">Without boxes on what is not to be found.</param>
/// <param name="Encounters">What became of everybody; counted within the two.</param>
internal sealed record MotScoredFrame(int Number, TruthBox[] Truth, SaidBox[] Said, Encounter[] Encounters);

/// <summary>Scores tracks against truth, sequence by sequence.</summary>
internal static class MotScores
{
    /// <summary>Scores every sequence that has both.</summary>
    /// <param name="truthFolder">Holds <c>NAME/gt/gt.txt</c>, or is itself the folder of one sequence.</param>
    /// <param name="tracks">Folder of <c>NAME.txt</c>; or a file, for one sequence.</param>
    /// <param name="every">Scores frames 1, 1 + this, … only.</param>
    /// <param name="stop">Asked between sequences.</param>
    /// <returns>The scores by name, and the names of truths that have no tracks.</returns>
    internal static (ImmutableArray<MotScore> Scores, ImmutableArray<string> Missing) Of(string truthFolder, string tracks, int every, CancellationToken stop)
    {
        var folders = Folders(truthFolder);
        if (File.Exists(tracks) && folders.Length > 1)
        {
            var name = Path.GetFileNameWithoutExtension(tracks);
            folders = [.. folders.Where(f => NameOf(f) == name)];
            if (folders.IsEmpty)
            {
                throw new Refusal(new("mot.tracks", tracks, $"'{name}' is none of the sequences of {truthFolder}, expected a file named after one, or a folder"));
            }
        }

        var scores = ImmutableArray.CreateBuilder<MotScore>();
        var missing = ImmutableArray.CreateBuilder<string>();
        foreach (var folder in folders)
        {
            stop.ThrowIfCancellationRequested();
            var name = NameOf(folder);
            var path = File.Exists(tracks) ? tracks : Path.Combine(tracks, $"{name}.txt");
            if (File.Exists(path))
            {
                scores.Add(One(name, folder, path, every, stop));
            }
            else
            {
                missing.Add(name);
            }
        }

        return scores.Count > 0
            ? (scores.ToImmutable(), missing.ToImmutable())
            : throw new Refusal(new("mot.tracks", tracks, $"no tracks for any of {string.Join(", ", missing)}, expected files as {missing[0]}.txt"));
    }

    static MotScore One(string name, string folder, string tracksPath, int every, CancellationToken stop)
    {
        var sequence = Refusal.Unless(MotSequence.Read(folder));
        var truth = Refusal.Unless(MotReader.Read(TruthPath(folder), hasIds: true, stop));
        var tracks = Refusal.Unless(MotReader.Read(tracksPath, hasIds: true, stop));
        var length = Math.Max(sequence.Length ?? tracks.LastFrame, truth.LastFrame);
        var beyond = tracks.Rows.Length - tracks.FirstOf(length + 1);
        var scored = new ScoredSequence();
        var frames = new List<(int Number, TruthBox[] Truth, SaidBox[] Said)>();
        for (var number = 1; number <= length; number += every)
        {
            TruthBox[] there = [.. truth.Of(number).ToArray().Select(row => new TruthBox(row.Id, row.Box, MotSequence.RoleOf(row)))];
            SaidBox[] said = [.. tracks.Of(number).ToArray().Select(row => new SaidBox(row.Id, row.Box))];
            var counted = BoxEvaluation.Add(scored, there, said);
            frames.Add((number, [.. there.Where(box => box.Role == TruthRole.Person)], [.. counted.Select(i => said[i])]));
        }

        var encounters = new List<Encounter>();
        var score = Scoring.Of(scored, encounters);
        var byFrame = encounters.ToLookup(one => one.Frame);
        return new(name, sequence, score, [.. frames.Select((frame, i) => new MotScoredFrame(frame.Number, frame.Truth, frame.Said, [.. byFrame[i]]))], beyond);
    }

    static ImmutableArray<string> Folders(string truthFolder)
    {
        if (!Directory.Exists(truthFolder))
        {
            throw new Refusal(new("file.missing", truthFolder, "there is no such folder, expected one with NAME/gt/gt.txt"));
        }

        if (File.Exists(TruthPath(truthFolder)))
        {
            return [truthFolder];
        }

        ImmutableArray<string> folders = [.. Directory.GetDirectories(truthFolder).Where(folder => File.Exists(TruthPath(folder))).Order(StringComparer.Ordinal)];
        return folders.IsEmpty
            ? throw new Refusal(new("mot.truth", truthFolder, "holds no NAME/gt/gt.txt, expected the truth of at least one sequence"))
            : folders;
    }

    static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    static string TruthPath(string folder) => Path.Combine(folder, "gt", "gt.txt");
}
