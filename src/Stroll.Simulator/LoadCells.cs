using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>The load cells of one shelf: true loads in, noisy samples out. Times are seconds since the sensors started.</summary>
internal sealed class LoadCells
{
    const double ShakeDiesSeconds = 0.4;
    const double StepIsOverSeconds = 3;
    const double KnockSeconds = 0.06;
    const double CreepSeconds = 400;
    const double GramsAStep = 5;

    readonly Shelf _shelf;
    readonly ScaleNoise _noise;
    readonly Tally _tally;
    readonly Rng _rng;
    readonly Instant _begin;
    readonly double _phase;
    readonly PlateCell[] _cells;
    readonly double _capacity;
    readonly int _firstPlate;
    readonly List<Touch> _own = [];
    readonly List<Touch> _others = [];
    readonly bool _hasPegs;
    readonly float[] _white;
    readonly double[] _loads;
    readonly double[] _level;
    readonly double[] _felt;
    double _shake;
    double _nextSpike = double.PositiveInfinity;
    long _sample;

    /// <param name="shelf">Whose plates.</param>
    /// <param name="loads">What each plate of the store truly carries at the start.</param>
    /// <param name="store">For the capacity of the plates.</param>
    /// <param name="noise">How the cells err.</param>
    /// <param name="tally">Which faults are on.</param>
    /// <param name="begin">Of the sensors; the shelf's own clock has a phase against it.</param>
    /// <param name="rng">Of this shelf alone.</param>
    internal LoadCells(Shelf shelf, IReadOnlyList<Grams> loads, Store store, ScaleNoise noise, Tally tally, Instant begin, Rng rng)
    {
        _shelf = shelf;
        _noise = noise;
        _tally = tally;
        _rng = rng;
        _begin = begin;
        _phase = rng.NextBetween(0, BatchSeconds);
        _firstPlate = shelf.Plates.Length > 0 ? shelf.Plates[0].Index : 0;
        _cells = [.. shelf.Plates.Select(p => new PlateCell(loads[p.Index].Value, noise, tally, rng))];
        _capacity = shelf.Plates.Length > 0 ? store[shelf.Plates[0]].Capacity.Value : 0;
        _hasPegs = tally.IsOn(Feature.HangingPegs) && StorePlan.HasPegs(store, shelf.Gondola);
        _white = new float[noise.Batch * _cells.Length];
        _loads = [.. shelf.Plates.Select(p => loads[p.Index].Value)];
        _level = new double[_cells.Length];
        _felt = new double[_cells.Length];
        if (tally.IsOn(Feature.Spikes) && _cells.Length > 0)
        {
            _nextSpike = DrawSpike(0);
        }
    }

    double BatchSeconds => _noise.Batch / (double)_noise.Hertz;

    double SecondsOf(long sample) => _phase + (sample / (double)_noise.Hertz);

    /// <summary>A hand will be on this shelf, or on another of the same gondola.</summary>
    internal void Expect(Touch touch) => (touch.Shelf == _shelf.Id ? _own : _others).Add(touch);

    /// <summary>The batches whose last sample is not past <paramref name="to"/>, since the last call.</summary>
    internal void Read(double to, List<(double At, Observation.ShelfReadings Says)> said)
    {
        while (SecondsOf(_sample + _noise.Batch - 1) <= to)
        {
            var (from, until) = (SecondsOf(_sample), SecondsOf(_sample + _noise.Batch - 1));
            var grams = new float[_noise.Batch * _cells.Length];
            Fill(grams, from, until);
            var times = Times(from);
            _sample += _noise.Batch;
            said.Add((until, new(_shelf.Id, times, grams)));
        }
    }

    long[] Times(double from)
    {
        // A controller that stamps whole messages: all of a message is off by the same part of a sample, and its samples by little.
        var jitter = _tally.IsOn(Feature.ClockJitter);
        var off = jitter ? _rng.NextBetween(0, 0.7) / _noise.Hertz : 0;
        if (jitter)
        {
            _tally.Count(Feature.ClockJitter);
        }

        var times = new long[_noise.Batch];
        for (var row = 0; row < times.Length; row++)
        {
            times[row] = _begin.Nanoseconds + (long)Math.Round((from + off + (row / (double)_noise.Hertz)) * 1e9);
        }

        return times;
    }

    void Fill(float[] grams, double from, double until)
    {
        Forget(from);
        _rng.FillNormals(_white);
        for (var slot = 0; slot < _cells.Length; slot++)
        {
            _level[slot] = _cells[slot].Level(_loads[slot], from, BatchSeconds);
        }

        var isQuiet = Math.Abs(_shake) < 0.01 && !Concerns(_own, until) && !Concerns(_others, until);
        for (var row = 0; row < _noise.Batch; row++)
        {
            var at = from + (row / (double)_noise.Hertz);
            var start = row * _cells.Length;
            if (!isQuiet)
            {
                Feel(at);
            }

            for (var slot = 0; slot < _cells.Length; slot++)
            {
                var felt = isQuiet ? 0 : _felt[slot];
                grams[start + slot] = (float)(_level[slot] + (_cells[slot].Gain * felt) + (_cells[slot].Quiet * _white[start + slot]));
            }
        }

        Spoil(grams, from);
    }

    /// <summary>Touches that no longer matter become part of the plates' loads.</summary>
    void Forget(double at)
    {
        for (var i = _own.Count - 1; i >= 0; i--)
        {
            if (at - _own[i].End > StepIsOverSeconds)
            {
                foreach (var step in _own[i].Steps)
                {
                    AddShared(_loads, step.Plate.Index - _firstPlate, step.Grams);
                }

                _own.RemoveAt(i);
            }
        }

        _others.RemoveAll(touch => at - touch.End > StepIsOverSeconds);
    }

    static bool Concerns(List<Touch> touches, double until)
    {
        foreach (var touch in touches)
        {
            if (touch.Begin <= until)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What hands add to each plate at a moment.</summary>
    void Feel(double at)
    {
        Array.Clear(_felt);
        foreach (var touch in _own)
        {
            if (touch.Begin <= at)
            {
                Feel(touch, at);
            }
        }

        var (shake, knock) = Shaking(at);
        // A board that was struck swings on for a few samples: neighbouring samples are alike.
        _shake = (0.7 * _shake) + (shake > 0 ? 0.71 * shake * _rng.NextNormal() : 0);
        var each = (_shake + knock) / _cells.Length;
        for (var slot = 0; slot < _cells.Length; slot++)
        {
            _felt[slot] += _cells[slot].Shakes * each;
        }
    }

    void Feel(Touch touch, double at)
    {
        var force = touch.ForceAt(at);
        if (force != 0)
        {
            foreach (var (plate, share) in touch.Pressed)
            {
                AddShared(_felt, plate.Index - _firstPlate, force * share);
            }
        }

        foreach (var step in touch.Steps)
        {
            var since = at - step.At;
            if (since > 0 && _hasPegs)
            {
                Sway(touch, step, since);
            }

            if (since > 0)
            {
                var slot = step.Plate.Index - _firstPlate;
                var settled = step.Grams * (1 - Math.Exp(-since / _cells[slot].SettleSeconds));
                AddShared(_felt, slot, settled);
            }
        }
    }

    /// <summary>A peg is a spring: what was hung on it or taken off lets it swing up and down, less and less.</summary>
    void Sway(Touch touch, LoadStep step, double since)
    {
        if (since < 1.0 / _noise.Hertz)
        {
            _tally.Count(Feature.HangingPegs);
        }

        var swing = _noise.SwayShare * Math.Abs(step.Grams) * Math.Exp(-since / _noise.SwaySeconds);
        AddShared(_felt, step.Plate.Index - _firstPlate, swing * Math.Cos((Math.Tau * _noise.SwayHertz * since) + touch.Phase));
    }

    /// <summary>A load, and what the plates beside it feel of it.</summary>
    void AddShared(double[] to, int slot, double grams)
    {
        to[slot] += grams;
        if (_cells[slot].Shares > 0)
        {
            _tally.Count(Feature.CrossTalk);
            if (slot > 0)
            {
                to[slot - 1] += _cells[slot].Shares * grams;
            }

            if (slot + 1 < _cells.Length)
            {
                to[slot + 1] += _cells[slot].Shares * grams;
            }
        }
    }

    (double Shake, double Knock) Shaking(double at)
    {
        var (most, knock) = (0.0, 0.0);
        foreach (var touch in _own)
        {
            AddShaking(touch, at, ref most, ref knock);
        }

        foreach (var touch in _others)
        {
            AddShaking(touch, at, ref most, ref knock);
        }

        return (most, knock);
    }

    static void AddShaking(Touch touch, double at, ref double most, ref double knock)
    {
        var since = at - touch.Begin;
        if (since < 0)
        {
            return;
        }

        var after = at - touch.End;
        var share = after <= 0 ? 1 : Math.Exp(-after / ShakeDiesSeconds);
        most = Math.Max(most, share < 0.02 ? 0 : share * touch.Shake);
        if (touch.Knock != 0 && since < 10 * KnockSeconds)
        {
            knock += touch.Knock * Math.Exp(-since / KnockSeconds) * Math.Cos(40 * since);
        }
    }

    /// <summary>What the electronics make of it: limits, steps, senseless samples, stuck and dead channels.</summary>
    void Spoil(float[] grams, double from)
    {
        var plates = _cells.Length;
        var until = from + BatchSeconds;
        while (_nextSpike < until)
        {
            var row = Math.Clamp((int)((_nextSpike - from) * _noise.Hertz), 0, _noise.Batch - 1);
            grams[(row * plates) + _rng.NextIndex(plates)] += (float)((_rng.NextChance(0.5) ? 1 : -1) * _rng.NextBetween(300, 8000));
            _tally.Count(Feature.Spikes);
            _nextSpike = DrawSpike(_nextSpike);
        }

        for (var slot = 0; slot < plates; slot++)
        {
            var cell = _cells[slot];
            for (var i = slot; i < grams.Length; i += plates)
            {
                if (grams[i] >= _capacity || grams[i] <= -_capacity)
                {
                    grams[i] = (float)Math.Clamp(grams[i], -_capacity, _capacity);
                }
            }

            if (_tally.IsOn(Feature.Quantised))
            {
                Quantise(grams, slot);
            }

            cell.Fail(grams, slot, plates, until, _tally);
        }
    }

    void Quantise(float[] grams, int slot)
    {
        _tally.Count(Feature.Quantised);
        for (var i = slot; i < grams.Length; i += _cells.Length)
        {
            grams[i] = (float)(GramsAStep * Math.Round(grams[i] / GramsAStep));
        }
    }

    double DrawSpike(double after) => after - (_noise.SecondsBetweenSpikes / _cells.Length * Math.Log(1 - _rng.NextUnit()));

    /// <summary>One load cell with its own faults.</summary>
    sealed class PlateCell
    {
        const double Never = double.PositiveInfinity;

        readonly double _zero;
        readonly double _driftPerSecond;
        readonly double _perDegree;
        readonly double _phase;
        readonly double _creepShare;
        readonly double _stuckFrom;
        readonly double _deadFrom;
        double _gaveWay;
        float? _stuckAt;

        internal PlateCell(double load, ScaleNoise noise, Tally tally, Rng rng)
        {
            _zero = rng.NextBetween(-60, 400);
            var isNoisy = tally.Draw(Feature.NoisyPlates, noise.NoisyPlates, rng);
            Quiet = isNoisy ? LogUniform(noise.QuietHigh, noise.NoisyHigh, rng) : LogUniform(noise.QuietLow, noise.QuietHigh, rng);
            Shakes = rng.NextBetween(0.6, 1.4);
            SettleSeconds = noise.SettleSeconds * rng.NextBetween(0.6, 1.8);
            Shares = tally.IsOn(Feature.CrossTalk) ? rng.NextBetween(0.01, 0.03) : 0;
            var drifts = tally.IsOn(Feature.Drift);
            _driftPerSecond = drifts ? rng.NextBetween(-noise.DriftPerMinute, noise.DriftPerMinute) / 60 : 0;
            _perDegree = drifts ? noise.PerDegree * rng.NextNormal() : 0;
            _phase = rng.NextBetween(0, Math.Tau);
            _creepShare = tally.IsOn(Feature.Creep) ? rng.NextBetween(0, noise.CreepShare) : 0;
            _gaveWay = load * (1 - Math.Exp(-noise.FilledSecondsBefore / CreepSeconds));
            _stuckFrom = tally.IsOn(Feature.StuckPlates) && rng.NextChance(noise.Faulty) ? rng.NextBetween(10, 600) : Never;
            // Half of the dead were never alive.
            _deadFrom = tally.IsOn(Feature.DeadPlates) && rng.NextChance(noise.Faulty) ? Math.Max(0, rng.NextBetween(-300, 300)) : Never;
            Gain = noise.GainShare > 0 ? 1 + (noise.GainShare * rng.NextNormal()) : 1;
            if (drifts)
            {
                tally.Count(Feature.Drift);
            }
        }

        /// <summary>What the cell makes of a gram.</summary>
        internal double Gain { get; }

        internal double Quiet { get; }

        internal double Shakes { get; }

        internal double SettleSeconds { get; }

        /// <summary>How much of a load its neighbours feel.</summary>
        internal double Shares { get; }

        /// <summary>What the cell would say of its load without noise, for the next <paramref name="seconds"/>.</summary>
        internal double Level(double load, double at, double seconds)
        {
            _gaveWay += (load - _gaveWay) * (seconds / CreepSeconds);
            // The electronics warm up within an hour or so. The room: the day and the night, and the cooling that goes on and off.
            var warming = _driftPerSecond * 1800 * (1 - Math.Exp(-at / 1800));
            var degrees = (4 * Math.Sin(at * Math.Tau / 86_400)) + (0.3 * Math.Sin((at * Math.Tau / 1500) + _phase));
            return (Gain * load) + _zero + warming + (_perDegree * degrees) + (_creepShare * _gaveWay);
        }

        internal void Fail(float[] grams, int slot, int plates, double until, Tally tally)
        {
            if (until >= _stuckFrom)
            {
                _stuckAt ??= grams[slot];
                Overwrite(grams, slot, plates, _stuckAt.Value);
                tally.Count(Feature.StuckPlates);
            }

            if (until >= _deadFrom)
            {
                Overwrite(grams, slot, plates, float.NaN);
                tally.Count(Feature.DeadPlates);
            }
        }

        static void Overwrite(float[] grams, int slot, int plates, float value)
        {
            for (var i = slot; i < grams.Length; i += plates)
            {
                grams[i] = value;
            }
        }

        static double LogUniform(double low, double high, Rng rng) => low * Math.Pow(high / low, rng.NextUnit());
    }
}
