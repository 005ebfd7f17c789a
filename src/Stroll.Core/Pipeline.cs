using System.Collections.Immutable;
using Stroll.Attribution;
using Stroll.Attribution.Learning;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Sensors;
using Stroll.Tracking;
using Stroll.Tracking.Fusion;
using Stroll.Units;

namespace Stroll;

/// <summary>The thresholds of all stages.</summary>
/// <param name="Sensors">Joining sources into one stream.</param>
/// <param name="Tracking">People.</param>
/// <param name="Fusion">People from raw cameras.</param>
/// <param name="Identity">Who is who among them.</param>
/// <param name="MassChanges">Scales.</param>
/// <param name="Attribution">Who took what.</param>
/// <param name="Charge">What is charged without a person.</param>
/// <param name="Ask">What a person is asked.</param>
/// <param name="DecideAfter">A mass change is explained this long after its end: until then hands and other shelves may still speak.</param>
/// <param name="Meetings">Hands that meet.</param>
/// <param name="DecideMeetingAfter">A meeting of hands is explained this long after its end: what was taken before it is known by then.</param>
public sealed record PipelineRules(
    SensorRules Sensors,
    TrackingRules Tracking,
    FusionRules Fusion,
    IdentityRules Identity,
    MassChangeRules MassChanges,
    AttributionRules Attribution,
    ChargeRules Charge,
    AskRules Ask,
    TimeSpan DecideAfter,
    MeetingRules Meetings,
    TimeSpan DecideMeetingAfter)
{
    /// <summary>What movements teach; none to believe the operator for ever.</summary>
    public LearningRules? Learning { get; init; } = LearningRules.Default;

    /// <summary>How long after a visit what happened in it is remembered: until then a receipt can change, and an answer about it is heard. None: for ever, as
    /// for a recording. A store that runs for weeks would grow without end.</summary>
    public TimeSpan? Remembers { get; init; }

    /// <summary>The defaults of every stage.</summary>
    public static PipelineRules Default => new(
        SensorRules.Default,
        TrackingRules.Default,
        FusionRules.Default,
        IdentityRules.Default,
        MassChangeRules.Default,
        AttributionRules.Default,
        ChargeRules.Default,
        AskRules.Default,
        DecideAfter: 2.Seconds,
        MeetingRules.Default,
        DecideMeetingAfter: 6.Seconds);

    /// <summary>The defaults for a store that runs without end: what is half a day over is forgotten.</summary>
    public static PipelineRules Live => Default with { Remembers = TimeSpan.FromHours(12) };
}

/// <summary>All stages in their order. Read this first.</summary>
/// <remarks>
/// Messages go in as they arrive; Sensors brings them into the order in which they were true; then each goes through the stages that
/// it concerns. Nothing here knows a clock: time is the time of the messages.
/// </remarks>
public sealed class Pipeline
{
    readonly StoreModel _model;
    readonly PipelineRules _rules;
    readonly StreamJoin _join;
    readonly Floor _floor = new();
    readonly ShelfScales _scales;
    readonly FloorFusion? _fusion;
    readonly Identities _identities;
    readonly bool _seesPeople;
    readonly bool _hasGates;

    readonly List<LogEntry> _ordered = [];
    readonly List<MassChange> _found = [];
    readonly List<MassChange> _changes = [];
    readonly Meetings _meetings;
    readonly List<Meeting> _met = [];
    readonly PriorityQueue<MassChange, (Instant End, int Number)> _undecided = new();
    readonly Queue<PieceId> _settling = new();
    readonly Answers _answers = new();
    Story _story = Story.Empty;
    Learned _learned = Learned.Nothing;
    StoreModel _believed;
    Intake _intake = new(0, 0, 0, 0, 0, Instant.Latest, Instant.Earliest);
    Instant _forgets = Instant.Earliest;
    Instant _forgotten = Instant.Earliest;

    /// <summary>Starts with an empty store.</summary>
    /// <param name="model">What is believed of it.</param>
    /// <param name="sources">Who will speak; ids count up from 0.</param>
    /// <param name="rules">Fixed for the length of a log.</param>
    public Pipeline(StoreModel model, IReadOnlyList<SourcePromise> sources, PipelineRules rules)
    {
        _model = model;
        _believed = model;
        _rules = rules;
        _join = new(sources, rules.Sensors);
        _scales = new(model.Store, rules.MassChanges);
        _meetings = new(rules.Meetings);
        var hasTracker = sources.Any(source => source.Kind == SourceKind.People);
        // Where a tracker says who is who, cameras beside it are only counted.
        _fusion = !hasTracker && sources.Any(source => source.Kind == SourceKind.Camera) ? new(model.Store, rules.Fusion) : null;
        _identities = new(model.Store, rules.Identity, rules.Tracking);
        _seesPeople = hasTracker || _fusion is not null;
        _hasGates = sources.Any(source => source.Kind == SourceKind.Gate);
    }

    /// <summary>The mass changes so far, by number, but for those that are forgotten.</summary>
    public IReadOnlyList<MassChange> Changes => _changes;

    /// <summary>What is believed to have happened.</summary>
    public Story Story => _story;

    /// <summary>The explained pieces of mass changes so far, by mass change, as they stand now.</summary>
    public IReadOnlyList<Attributed> Pieces => [.. _story.Doubts.OfType<Attributed>()];

    /// <summary>Where everybody is.</summary>
    public Floor Floor => _floor;

    /// <summary>What settled movements have taught so far.</summary>
    public Learned Learned => _learned;

    /// <summary>What is believed of the store by now: the operator's account with what was learned.</summary>
    public StoreModel Believed => _believed;

    /// <summary>Everything older than this has been heard: every source has passed it, or is lost.</summary>
    public Instant Passed => _join.Passed;

    /// <summary>The receipt of one shopper as it stands now.</summary>
    public Receipt CartOf(ShopperId shopper) => Billing.Of(_story, _model, _rules.Charge, _floor[shopper]);

    /// <summary>The question about a doubt as it stands now; none where no answer would save more than it costs to ask.</summary>
    public Question? QuestionAbout(Doubt doubt) =>
        Asking.About(_story, _story[doubt.Id], _model, _rules.Ask, _rules.Charge) is { } question ? question with { Answers = _answers.Count(question.Id) } : null;

    /// <summary>How well a plate works.</summary>
    public PlateHealth Health(PlateId plate) => _scales.Health(plate);

    /// <summary>How well a plate works, in figures.</summary>
    public PlateCondition Condition(PlateId plate) => _scales.Condition(plate);

    /// <summary>True while something that was felt before a shopper left may still change their receipt: a movement near them that is not over or not
    /// explained yet, or a meeting of their hands.</summary>
    public bool IsOpen(ShopperId who)
    {
        var shopper = _floor[who];
        var left = shopper.Left ?? Instant.Latest;
        return left >= _join.Passed
            || _meetings.IsOpenFor(who) || _met.Exists(meeting => meeting.One == who || meeting.Other == who)
            || _undecided.UnorderedItems.Any(item => Completeness.Concerns(item.Element, _model.Store, shopper, left))
            || Completeness.IsFelt(_scales, _model.Store, shopper, left);
    }

    /// <summary>What speaks against the operator's account of the store, and against its plates.</summary>
    public StoreAudit Audit() => Auditing.Of(_learned, _model, AuditRules.Default, _scales.Condition, Pieces.Count);

    /// <summary>Takes the next message as it arrived.</summary>
    public void Take(in LogEntry entry)
    {
        _intake = _intake with { Entries = _intake.Entries + 1 };
        _join.Take(entry, _ordered);
        PassOn();
    }

    /// <summary>The log has ended: what is open is closed as well as the data allows.</summary>
    public void Finish()
    {
        _join.Finish(_ordered);
        PassOn();
        Follow(_fusion?.Finish());
        MassChanges.Finish(_scales, _found);
        _meetings.Finish(_met);
        Queue();
        Decide(Instant.Latest);
        Learn(Instant.Latest);
        if (_intake.Entries > 0)
        {
            Following.Finish(_floor, _intake.End);
        }
    }

    /// <summary>The receipts as they stand now, those of open visits included.</summary>
    public ImmutableArray<Receipt> Carts() => Billing.Of(_story, _model, _rules.Charge, _floor);

    /// <summary>What a person would be asked as things stand now, what saves most first.</summary>
    public IEnumerable<Question> Questions() =>
        _story.Decided.Select(id => QuestionAbout(_story[id])).OfType<Question>().Where(question => question.Answers < _rules.Ask.MostAnswers)
            .OrderByDescending(question => question.Value).ThenBy(question => question.At).ThenBy(question => question.Id.Text, StringComparer.Ordinal);

    /// <summary>Hears an answer that comes when the log has ended. While it goes on, answers come as messages of it.</summary>
    public void Hear(Observation.Answered answered) => _story = _answers.Take(_story, _model.Store, answered);

    /// <summary>All that was found so far.</summary>
    public Outcome ToOutcome() => Fingerprint.Seal(new(
        Carts(),
        [.. _changes],
        [.. Questions()],
        [.. _model.Store.Plates.Select(plate => _scales.Health(plate.Id))],
        _intake with { Doubled = _join.Doubled, Late = _join.Late, Answers = _answers.Heard, AnswersWithoutCase = _answers.WithoutCase })
    { Digest = "" });

    void PassOn()
    {
        foreach (var entry in _ordered)
        {
            Step(entry.Observation);
        }

        _ordered.Clear();
    }

    void Step(Observation observation)
    {
        var now = observation.At;
        if (!_seesPeople && !_hasGates && _floor.Shoppers.Count == 0)
        {
            Following.AddNameless(_floor, now);
        }

        switch (observation)
        {
            case Observation.ShelfReadings readings:
                MassChanges.Step(_scales, readings, _found);
                Count(readings);
                break;
            case Observation.PeopleSeen people:
                Following.Step(_floor, _rules.Tracking, _model.Store, people);
                _meetings.Step(_floor, now, _met);
                _intake = _intake with { Sightings = _intake.Sightings + people.People.Length };
                break;
            case Observation.PeopleSighted frame:
                Follow(_fusion?.Step(frame));
                _intake = _intake with { Sightings = _intake.Sightings + frame.People.Length };
                break;
            case Observation.GatePassed passed when _fusion is not null:
                _identities.Step(_floor, _fusion, passed);
                break;
            case Observation.GatePassed passed when !_seesPeople:
                Following.Count(_floor, _rules.Tracking, passed);
                break;
            case Observation.GatePassed passed:
                Following.Step(_floor, passed);
                break;
            case Observation.Answered answered:
                Decide(now);
                Hear(answered);
                break;
            case Observation.Tick or Observation.SourceLost or Observation.SourceFound or Observation.ProfileSet or Observation.ModelSet:
                MassChanges.Advance(_scales, now, _found);
                Follow(_fusion?.Advance(now));
                break;
        }

        _intake = _intake with
        {
            Begin = now < _intake.Begin ? now : _intake.Begin,
            End = now > _intake.End ? now : _intake.End,
        };
        Queue();
        Decide(now);
        Learn(now);
        Forget(now);
    }

    /// <summary>True for a shopper who left so long ago that what happened to them may be forgotten: their receipt stands.</summary>
    public bool IsForgotten(ShopperId shopper) => _floor[shopper] is { IsGone: true, Left: { } left } && left < _forgotten;

    /// <summary>Lets go, now and then, of what is older than anything that can still change.</summary>
    void Forget(Instant now)
    {
        if (_rules.Remembers is not { } remembers || now < _forgets)
        {
            return;
        }

        _forgets = now + (remembers / 20);
        var over = _forgotten = now - remembers;
        _story = _story.Without(over, shopper => IsForgotten(new(shopper)));
        _answers.Forget(_story);
        _changes.RemoveRange(0, _changes.TakeWhile(change => change.End < over).Count());
        _floor.Forget(over);
    }

    /// <summary>A round of the cameras may have closed.</summary>
    void Follow(bool? hasClosed)
    {
        if (hasClosed == true)
        {
            _identities.Step(_floor, _fusion!);
        }
    }

    void Count(Observation.ShelfReadings readings)
    {
        var usable = 0;
        foreach (var grams in readings.Grams.Span)
        {
            usable += float.IsFinite(grams) ? 1 : 0;
        }

        _intake = _intake with { Readings = _intake.Readings + usable };
    }

    void Queue()
    {
        foreach (var change in _found)
        {
            _changes.Add(change);
            _undecided.Enqueue(change, (change.End, change.Number));
        }

        _found.Clear();
    }

    /// <summary>Explains the changes and meetings whose time has come, in the order in which they ended.</summary>
    void Decide(Instant now)
    {
        while (true)
        {
            var isChangeDue = _undecided.TryPeek(out var change, out _) && IsDue(change.End, _rules.DecideAfter, now);
            var isMeetingDue = _met.Count > 0 && IsDue(_met[0].End, _rules.DecideMeetingAfter, now);
            if (isMeetingDue && !(isChangeDue && change!.End <= _met[0].End))
            {
                _story = HandingOver.Apply(_story, _rules.Attribution, _floor, _met[0]);
                _met.RemoveAt(0);
            }
            else if (isChangeDue)
            {
                _undecided.Dequeue();
                Explain(change!);
            }
            else
            {
                return;
            }
        }
    }

    void Explain(MassChange change)
    {
        var before = _story.DecidedEver;
        _story = Attributing.Apply(
            _story, _believed, Learnt(change.Shelf), _floor, change, [.. _undecided.UnorderedItems.Select(item => item.Element)]);
        foreach (var id in _rules.Learning is null ? [] : _story.DecidedSince(before))
        {
            _settling.Enqueue(id);
        }
    }

    /// <summary>The priors and spreads, with what was learned of hands at a shelf.</summary>
    AttributionRules Learnt(ShelfId shelf) => _rules.Learning is not { } learning ? _rules.Attribution
        : _rules.Attribution with { Reach = _learned.Reach(_rules.Attribution.Reach, shelf, _floor.WristJitter, learning) };

    /// <summary>Lets the movements teach that are old enough to be settled, as they stand by now.</summary>
    void Learn(Instant now)
    {
        if (_rules.Learning is not { } rules)
        {
            return;
        }

        var before = _learned;
        while (_settling.TryPeek(out var id) && _story[id] is Attributed piece && IsDue(piece.Change.End, rules.After, now))
        {
            _settling.Dequeue();
            if (ReachLesson.From(piece, rules, _rules.Attribution.Reach) is { } reach)
            {
                _learned = Teaching.Take(_learned, rules, reach);
            }

            if (Lesson.From(piece, _model, rules, _scales.Health) is { } lesson)
            {
                _learned = Teaching.Take(_learned, _model, rules, _rules.Attribution, lesson);
            }
        }

        if (!ReferenceEquals(before, _learned))
        {
            _believed = _learned.Beliefs.Into(_model, rules.Least);
        }
    }

    static bool IsDue(Instant end, TimeSpan after, Instant now) => now == Instant.Latest || now - end >= after;
}
