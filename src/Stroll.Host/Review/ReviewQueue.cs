using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Review.Audits;
using Stroll.Review.Streams;
using Stroll.Review.Trust;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>The cases of one store as the people at the desk pull them. Many reviewers and many servers may use one at the same time: each step is
/// one transaction.</summary>
/// <remarks>
/// A case is leased to one person under a token that rises with each lease; whoever answers must hold the newest (fencing: C. Gray and D. Cheriton,
/// "Leases", SOSP 1989). A holder who falls silent loses the case to the next one who pulls; if nobody pulled it meanwhile, the answer still counts. Nothing
/// here knows a clock: the moment comes with each call.
/// </remarks>
/// <param name="database">Of the store.</param>
/// <param name="catalogue">Of the store.</param>
/// <param name="rules">The settings.</param>
/// <param name="key">From which gold and the order of answers are drawn.</param>
public sealed class ReviewQueue(IDatabase database, Catalogue catalogue, ReviewRules rules, AuditKey key)
{
    // Every so many cases of a reviewer an audit goes first, or busy hours would leave none of them done.
    const int AuditEvery = 4;

    // Whoever comes back after so long begins a new shift and warms up again.
    static readonly TimeSpan ShiftPause = 4 * 3600.Seconds;

    /// <summary>The settings.</summary>
    public ReviewRules Rules => rules;

    /// <summary>Gives the next case, or the one that the reviewer still holds.</summary>
    /// <param name="reviewer">Who; the name of an account.</param>
    /// <param name="isSenior">True for somebody who may take what others could not decide.</param>
    /// <param name="now">The moment.</param>
    /// <returns>None where nothing waits for this person.</returns>
    public LeasedCase? Pull(string reviewer, bool isSenior, Instant now) => Hand(reviewer, isSenior, 1, now).FirstOrDefault();

    /// <summary>Gives the case to look at and some after it, so that the next one is on the screen before it is asked for. All of them are leased: what is in one
    /// person's hand is in nobody else's.</summary>
    /// <param name="reviewer">Who; the name of an account.</param>
    /// <param name="isSenior">True for somebody who may take what others could not decide.</param>
    /// <param name="most">So many at the most, the first included.</param>
    /// <param name="now">The moment.</param>
    /// <returns>In the order in which they are to be looked at; what was held before comes first, with the lease prolonged.</returns>
    public ImmutableArray<LeasedCase> Hand(string reviewer, bool isSenior, int most, Instant now) => database.Write(transaction =>
    {
        CaseTable.CloseLate(transaction, now);
        var held = Held(transaction, reviewer, now);
        var hand = held.Select(row => Lease(transaction, row, reviewer, now, row.TakenNs, isNew: false)).ToList();
        // What is taken later comes later, though it be in the same moment.
        var taken = Math.Max(now.Nanoseconds, held.Count == 0 ? 0 : held[^1].TakenNs + 1);
        for (var shown = hand.Count >= most ? 0 : Shift(transaction, reviewer, now); hand.Count < most; shown++)
        {
            if ((Gold(transaction, reviewer, shown, now) ?? Waiting(transaction, reviewer, isSenior, shown, now)) is not { } next)
            {
                break;
            }

            transaction.Execute("UPDATE review_shift SET shown = shown + 1 WHERE reviewer = @reviewer", new { reviewer });
            hand.Add(Lease(transaction, next, reviewer, now, taken++, isNew: true));
        }

        return hand.ToImmutableArray();
    });

    /// <summary>What somebody holds now, in the order in which it is to be looked at. Prolongs nothing.</summary>
    public ImmutableArray<LeasedCase> InHand(string reviewer, Instant now) =>
        database.Read(transaction => Held(transaction, reviewer, now).Select(row => Told(transaction, row, reviewer, new(row.LeaseNs))).ToImmutableArray());

    /// <summary>A sign of life of the holder.</summary>
    /// <returns>Until when the case is held now; none where it is lost.</returns>
    public Instant? Heartbeat(string caseId, string reviewer, long token, Instant now) => database.Write(transaction =>
    {
        var until = now + rules.Lease;
        var rows = transaction.Execute(
            "UPDATE review_case SET lease_ns = @until WHERE id = @caseId AND holder = @reviewer AND fence = @token AND status = 'open'",
            new { caseId, reviewer, token, until = until.Nanoseconds });
        return rows == 1 ? until : (Instant?)null;
    });

    /// <summary>Keeps what was entered so far: each key, so that nothing is lost with a browser.</summary>
    /// <param name="caseId">Of the case.</param>
    /// <param name="reviewer">Who.</param>
    /// <param name="state">Whatever the desk wants to find again; at most 10,000 characters.</param>
    /// <param name="now">The moment.</param>
    public void Save(string caseId, string reviewer, string state, Instant now)
    {
        Invariant.Holds(state.Length <= 10_000, "a draft is short");
        database.Write(transaction => transaction.Execute(
            """
            INSERT INTO review_draft (case_id, reviewer, state, at_ns) VALUES (@caseId, @reviewer, @state, @at)
            ON CONFLICT (store, case_id, reviewer) DO UPDATE SET state = @state, at_ns = @at
            """,
            new { caseId, reviewer, state, at = now.Nanoseconds }));
    }

    /// <summary>Puts back all that somebody holds: for a break.</summary>
    public void ReleaseAll(string reviewer) => database.Write(transaction =>
        transaction.Execute("UPDATE review_case SET holder = NULL, lease_ns = 0 WHERE holder = @reviewer AND status = 'open'", new { reviewer }));

    /// <summary>The keys that somebody has chosen for the desk, in the desk's own words; empty for the usual ones.</summary>
    public string KeysOf(string reviewer) =>
        database.Read(transaction => transaction.First<string>("SELECT keys FROM review_keys WHERE reviewer = @reviewer", new { reviewer })) ?? "";

    /// <summary>Keeps somebody's keys, so that they find them at every machine.</summary>
    /// <param name="reviewer">Who.</param>
    /// <param name="keys">In the desk's own words; at most 2,000 characters.</param>
    /// <param name="now">The moment.</param>
    public void ChooseKeys(string reviewer, string keys, Instant now)
    {
        Invariant.Holds(keys.Length <= 2000, "keys are few");
        database.Write(transaction => transaction.Execute(
            "INSERT INTO review_keys (reviewer, keys, at_ns) VALUES (@reviewer, @keys, @at) ON CONFLICT (store, reviewer) DO UPDATE SET keys = @keys, at_ns = @at",
            new { reviewer, keys, at = now.Nanoseconds }));
    }

    /// <summary>Puts the case back; the same person may get it again.</summary>
    /// <returns>False where it was lost already.</returns>
    public bool Release(string caseId, string reviewer, long token) => database.Write(transaction => Free(transaction, caseId, reviewer, token));

    /// <summary>Does not want this case: for disturbing pictures, or somebody they know. Costs nothing, and they do not see it again.</summary>
    /// <returns>False where it was lost already.</returns>
    public bool Decline(string caseId, string reviewer, long token, string reason, Instant now) => database.Write(transaction =>
    {
        var isHeld = Free(transaction, caseId, reviewer, token);
        if (isHeld)
        {
            Seen(transaction, caseId, reviewer, "declined", reason, now);
        }

        return isHeld;
    });

    /// <summary>Leaves the case to a senior.</summary>
    /// <returns>False where it was lost already.</returns>
    public bool HandToSenior(string caseId, string reviewer, long token, string reason, Instant now) => database.Write(transaction =>
    {
        var isHeld = Free(transaction, caseId, reviewer, token);
        if (isHeld)
        {
            Seen(transaction, caseId, reviewer, "handed", reason, now);
            transaction.Execute("UPDATE review_case SET senior = 1 WHERE id = @caseId", new { caseId });
        }

        return isHeld;
    });

    /// <summary>Keeps an answer, if the reviewer still holds the case.</summary>
    /// <param name="caseId">Of the case.</param>
    /// <param name="reviewer">Who.</param>
    /// <param name="token">Of their lease.</param>
    /// <param name="verdict">What they say.</param>
    /// <param name="seconds">How long they looked, pauses left out.</param>
    /// <param name="now">The moment.</param>
    public Answering Answer(string caseId, string reviewer, long token, Verdict verdict, double seconds, Instant now) => database.Write(transaction =>
    {
        var row = CaseTable.Find(transaction, caseId);
        if (row is null || row.Status != CaseTable.Open || row.Holder != reviewer || row.Fence != token)
        {
            return (Answering)new Answering.Lost();
        }

        var number = Answered.Keep(transaction, catalogue, row, reviewer, verdict, seconds, now);
        Free(transaction, caseId, reviewer, token);
        Seen(transaction, caseId, reviewer, "answered", null, now);
        transaction.Execute("DELETE FROM review_draft WHERE case_id = @caseId AND reviewer = @reviewer", new { caseId, reviewer });
        Settling.Step(transaction, catalogue, rules, row, now);
        return new Answering.Kept(number, Answered.Tell(catalogue, row, verdict));
    });

    /// <summary>Takes the last answer back, while the grace lasts and no receipt hangs on it yet.</summary>
    /// <returns>The case again; none where it is too late.</returns>
    public LeasedCase? TakeBack(string reviewer, Instant now) => database.Write(transaction =>
    {
        var last = transaction.First<AnswerRow>("SELECT * FROM review_answer WHERE author = @reviewer ORDER BY number DESC LIMIT 1", new { reviewer });
        if (last is null || last.Kind == AnswerTable.TakenBack || last.Replaces is not null || now - new Instant(last.AtNs) >= rules.Grace
            || CaseTable.Find(transaction, last.CaseId) is not { } row || row.Kind == CaseStream.Gold || row.Holder is not null)
        {
            return null;
        }

        AnswerTable.Add(transaction, last with
        {
            Kind = AnswerTable.TakenBack,
            Said = null,
            Token = -last.Number,
            Replaces = last.Number,
            Reason = "taken back",
            AtNs = now.Nanoseconds,
            Seconds = 0,
        });
        transaction.Execute("DELETE FROM review_seen WHERE case_id = @CaseId AND reviewer = @Reviewer", last);
        transaction.Execute("UPDATE review_case SET status = 'open', verdict = NULL, certainty = NULL, settled_ns = NULL WHERE id = @CaseId", last);
        // Before whatever lies in the hand.
        return Lease(transaction, CaseTable.Find(transaction, last.CaseId)!, reviewer, now, taken: 0, isNew: true);
    });

    /// <summary>Puts another answer in the place of one that stands; both are kept, with the reason.</summary>
    /// <param name="number">Of the answer that was wrong.</param>
    /// <param name="senior">Who corrects it.</param>
    /// <param name="verdict">What is right.</param>
    /// <param name="reason">Why; not empty.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The number of the new answer; none where the old one does not stand.</returns>
    public long? Replace(long number, string senior, Verdict verdict, string reason, Instant now) => database.Write(transaction =>
    {
        Invariant.Holds(reason.Length > 0, "a correction has a reason");
        var old = transaction.First<AnswerRow>("SELECT * FROM review_answer WHERE number = @number", new { number });
        if (old is null || old.Kind == AnswerTable.TakenBack || transaction.First<long?>("SELECT number FROM review_answer WHERE replaces = @number", new { number }) is not null)
        {
            return (long?)null;
        }

        var row = CaseTable.Find(transaction, old.CaseId)!;
        var added = AnswerTable.Add(transaction, Answered.Row(catalogue, row, senior, verdict) with
        {
            Reviewer = old.Reviewer,
            Author = senior,
            Token = -number,
            Replaces = number,
            Reason = reason,
            AtNs = now.Nanoseconds,
        });
        Journal.JournalTable.Write(transaction, now, senior, "answer replaced", new { number, by = added, old.CaseId, reason });
        Settling.Step(transaction, catalogue, rules, row, now);
        return added;
    });

    /// <summary>How many cases wait, by stream; gold is made when it is needed and does not wait.</summary>
    public ImmutableArray<(CaseStream Stream, int Waiting, int WithSenior)> Depth() => database.Read(transaction =>
        transaction.Query<DepthRow>("SELECT stream, COUNT(*) AS waiting, SUM(senior) AS seniors FROM review_case WHERE status = 'open' AND stream <> 'gold' GROUP BY stream ORDER BY stream")
            .Select(row => (Enum.Parse<CaseStream>(row.Stream, ignoreCase: true), (int)row.Waiting, (int)row.Seniors)).ToImmutableArray());

    static IReadOnlyList<CaseRow> Held(Transaction transaction, string reviewer, Instant now) => transaction.Query<CaseRow>(
        "SELECT * FROM review_case WHERE holder = @reviewer AND status = 'open' AND lease_ns > @now ORDER BY taken_ns, id", new { reviewer, now = now.Nanoseconds });

    static int Shift(Transaction transaction, string reviewer, Instant now)
    {
        transaction.Execute(
            """
            INSERT INTO review_shift (reviewer, begun_ns, last_ns, shown) VALUES (@reviewer, @now, @now, 0)
            ON CONFLICT (store, reviewer) DO UPDATE SET
              shown = CASE WHEN @now - review_shift.last_ns > @pause THEN 0 ELSE review_shift.shown END,
              begun_ns = CASE WHEN @now - review_shift.last_ns > @pause THEN @now ELSE review_shift.begun_ns END,
              last_ns = @now
            """,
            new { reviewer, now = now.Nanoseconds, pause = ShiftPause.Ticks * 100 });
        return (int)transaction.First<long>("SELECT shown FROM review_shift WHERE reviewer = @reviewer", new { reviewer });
    }

    /// <summary>Makes a case of gold for this person, if it is time for one and there is one.</summary>
    CaseRow? Gold(Transaction transaction, string reviewer, int shown, Instant now)
    {
        var begun = transaction.First<long>("SELECT begun_ns FROM review_shift WHERE reviewer = @reviewer", new { reviewer });
        var name = $"{reviewer}\n{begun}\n{shown}";
        return GoldTable.Begun(transaction, reviewer, now)
            ?? (GoldPolicy.IsNext(rules.Gold, shown, key.Draw(name, "gold"))
                ? GoldTable.Make(transaction, rules.Gold, reviewer, isWarmUp: shown < rules.Gold.WarmUp, key.Draw(name, "gold kind"), now) : null);
    }

    static CaseRow? Waiting(Transaction transaction, string reviewer, bool isSenior, int shown, Instant now)
    {
        // What is worth most for each second that is left goes first; where nothing is promised any more soon, the loss alone decides.
        const string Sql = """
            SELECT c.* FROM review_case c
            WHERE c.status = 'open' AND (c.holder IS NULL OR c.lease_ns <= @now) AND c.due_ns > @now AND c.stream <> 'gold'
              AND (c.senior = 0 OR @isSenior = 1)
              AND NOT EXISTS (SELECT 1 FROM review_seen s WHERE s.case_id = c.id AND s.reviewer = @reviewer)
              AND (c.stream NOT IN ('audit', 'dispute') OR NOT EXISTS (
                SELECT 1 FROM review_case_visit mine JOIN review_case_visit other ON other.visit = mine.visit
                JOIN review_seen s ON s.case_id = other.case_id AND s.reviewer = @reviewer WHERE mine.case_id = c.id))
            ORDER BY CASE WHEN c.stream = @first THEN 0 ELSE 1 END, c.loss / ((c.due_ns - @now) / 1e9 + 1) DESC, c.due_ns, c.id LIMIT 1
            """;
        var first = shown % AuditEvery == AuditEvery - 1 ? "audit" : "routed";
        return transaction.First<CaseRow>(Sql, new { now = now.Nanoseconds, isSenior = isSenior ? 1 : 0, reviewer, first });
    }

    LeasedCase Lease(Transaction transaction, CaseRow row, string reviewer, Instant now, long taken, bool isNew)
    {
        var (until, token) = (now + rules.Lease, row.Fence + (isNew ? 1 : 0));
        transaction.Execute(
            "UPDATE review_case SET holder = @reviewer, fence = @token, lease_ns = @until, taken_ns = @taken WHERE id = @id",
            new { reviewer, token, until = until.Nanoseconds, taken, id = row.Id });
        return Told(transaction, row with { Fence = token }, reviewer, until);
    }

    LeasedCase Told(Transaction transaction, CaseRow row, string reviewer, Instant until)
    {
        var draft = transaction.First<string>("SELECT state FROM review_draft WHERE case_id = @id AND reviewer = @reviewer", new { id = row.Id, reviewer });
        return new(row.Id, row.Fence, until, new(row.DueNs), new(row.AtNs), row.Gold ?? row.Subject, Shuffled(row, reviewer), draft ?? "")
        {
            IsWarmUp = row.Rule == GoldTable.WarmUp,
        };
    }

    /// <summary>The accounts in an order that belongs to case and person: it stays when they come back, and does not tell what the machine had.</summary>
    ImmutableArray<Deeds> Shuffled(CaseRow row, string reviewer) =>
        [.. DeedsText.ReadAll(row.Offered, catalogue).Select((deeds, index) => (deeds, key.Draw($"{row.Id}\n{reviewer}\n{index}", "order")))
            .OrderBy(pair => pair.Item2).Select(pair => pair.deeds)];

    static bool Free(Transaction transaction, string caseId, string reviewer, long token) => transaction.Execute(
        "UPDATE review_case SET holder = NULL, lease_ns = 0 WHERE id = @caseId AND holder = @reviewer AND fence = @token AND status = 'open'",
        new { caseId, reviewer, token }) == 1;

    static void Seen(Transaction transaction, string caseId, string reviewer, string how, string? reason, Instant now) => transaction.Execute(
        """
        INSERT INTO review_seen (case_id, reviewer, how, reason, at_ns) VALUES (@caseId, @reviewer, @how, @reason, @at)
        ON CONFLICT (store, case_id, reviewer) DO UPDATE SET how = @how, reason = @reason, at_ns = @at
        """,
        new { caseId, reviewer, how, reason, at = now.Nanoseconds });

    sealed record DepthRow
    {
        public string Stream { get; init; } = "";

        public long Waiting { get; init; }

        public long Seniors { get; init; }
    }
}
