using Stroll.Units;

namespace Stroll.Geometry;

/// <summary>Pairs rows with columns at the least total cost, where only some pairs are allowed and anybody may stay alone.</summary>
/// <remarks>
/// <para>Owns its arrays: after the largest problem has been seen, or with room for it from the start, nothing is allocated.
/// Use: <see cref="Begin"/>, <see cref="Allow"/> for each allowed pair, <see cref="Solve(double, Span{int})"/>.</para>
/// <para>Rows and columns fall apart into groups that no allowed pair connects. A search never leaves its group, so the cost is the
/// sum over the groups, and of tracking problems most groups are one pair, which costs a few instructions.
/// Worst case O(n³) for one dense group.</para>
/// <para>Source: R. Jonker, A. Volgenant, "A Shortest Augmenting Path Algorithm for Dense and Sparse Linear Assignment Problems",
/// Computing 38, 1987: augmenting row reduction, then shortest augmenting paths. Column reduction is left out, since a column that
/// stays alone must keep the price 0; each row has a column of its own for staying alone.</para>
/// </remarks>
public sealed class Assignment
{
    const int Alone = -1;

    int _rows;
    int _columns;
    int _pairs;
    int _openRow;

    int[] _firstPair;
    int[] _columnOf;
    int[] _free;

    int[] _rowOf;
    double[] _price;
    double[] _distance;
    int[] _parent;
    int[] _stamp;
    int[] _reached;

    int[] _pairColumn;
    double[] _pairCost;

    int _search;

    /// <summary>Room for problems of this size; larger ones make it grow.</summary>
    public Assignment(int rows = 16, int columns = 16, int pairs = 64)
    {
        _firstPair = new int[rows + 1];
        _columnOf = new int[rows];
        _free = new int[rows];
        _rowOf = new int[columns];
        _price = new double[columns];
        _distance = new double[columns];
        _parent = new int[columns];
        _stamp = new int[columns];
        _reached = new int[columns];
        _pairColumn = new int[pairs];
        _pairCost = new double[pairs];
    }

    /// <summary>Starts a new problem, in which no pair is allowed yet.</summary>
    public void Begin(int rows, int columns)
    {
        Invariant.Holds(rows >= 0 && columns >= 0, "a problem has no negative size");
        if (_columnOf.Length < rows)
        {
            var room = Math.Max(rows, 2 * _columnOf.Length);
            _firstPair = new int[room + 1];
            _columnOf = new int[room];
            _free = new int[room];
        }

        if (_rowOf.Length < columns)
        {
            var room = Math.Max(columns, 2 * _rowOf.Length);
            _rowOf = new int[room];
            _price = new double[room];
            _distance = new double[room];
            _parent = new int[room];
            _stamp = new int[room];
            _reached = new int[room];
            _search = 0;
        }

        (_rows, _columns, _pairs, _openRow) = (rows, columns, 0, 0);
        _firstPair[0] = 0;
    }

    /// <summary>Allows one pair; call it with rows in rising order and at most once for a pair.</summary>
    /// <param name="row">From 0; not below the row of the call before.</param>
    /// <param name="column">From 0.</param>
    /// <param name="cost">Any finite number, also below 0. Infinite and NaN mean forbidden: nothing is added.</param>
    /// <exception cref="InvariantException">Row or column is not in the problem, or rows do not rise.</exception>
    public void Allow(int row, int column, double cost)
    {
        Invariant.Holds(row >= _openRow && row < _rows && (uint)column < (uint)_columns, "pairs come by rising row and lie in the problem");
        if (!double.IsFinite(cost))
        {
            return;
        }

        while (_openRow < row)
        {
            _firstPair[++_openRow] = _pairs;
        }

        if (_pairs == _pairCost.Length)
        {
            Array.Resize(ref _pairColumn, Math.Max(64, 2 * _pairs));
            Array.Resize(ref _pairCost, Math.Max(64, 2 * _pairs));
        }

        _pairColumn[_pairs] = column;
        _pairCost[_pairs++] = cost;
    }

    /// <summary>Finds the best pairs: least (sum of their costs + <paramref name="alone"/> for each row without one).</summary>
    /// <param name="alone">
    /// What a row without a column costs: a pair that costs more is never made. For as many pairs as possible take a number that is large
    /// against the sum of all costs, but not so large that costs drown in its rounding (1e6 times is well).
    /// </param>
    /// <param name="columnOf">Length: at least the rows. The column of each row, -1 where it stays alone.</param>
    /// <returns>The least sum.</returns>
    /// <remarks>Where several answers cost the same, which one comes out depends on the order of rows and pairs alone.</remarks>
    public double Solve(double alone, Span<int> columnOf)
    {
        Invariant.Holds(double.IsFinite(alone) && columnOf.Length >= _rows, "staying alone has a finite cost and every row a place for its answer");
        while (_openRow < _rows)
        {
            _firstPair[++_openRow] = _pairs;
        }

        _rowOf.AsSpan(0, _columns).Fill(Alone);
        _price.AsSpan(0, _columns).Clear();
        var free = ReduceRows(alone);
        for (var i = 0; i < free; i++)
        {
            Augment(_free[i], alone);
        }

        var total = 0.0;
        for (var row = 0; row < _rows; row++)
        {
            var column = _columnOf[row];
            columnOf[row] = column;
            total += column == Alone ? alone : CostOf(row, column);
        }

        return total;
    }

    /// <summary>The same for a whole table of costs.</summary>
    /// <param name="costs">Row by row, rows × columns. Infinite and NaN: forbidden.</param>
    /// <param name="rows">Rows of the table.</param>
    /// <param name="columns">Columns of the table.</param>
    /// <param name="alone">As for <see cref="Solve(double, Span{int})"/>.</param>
    /// <param name="columnOf">As for <see cref="Solve(double, Span{int})"/>.</param>
    public double Solve(ReadOnlySpan<double> costs, int rows, int columns, double alone, Span<int> columnOf)
    {
        Invariant.Holds(costs.Length >= (long)rows * columns, "the table has all its cells");
        Begin(rows, columns);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                Allow(row, column, costs[(row * columns) + column]);
            }
        }

        return Solve(alone, columnOf);
    }

    double CostOf(int row, int column)
    {
        var pair = _firstPair[row];
        while (_pairColumn[pair] != column)
        {
            pair++;
        }

        return _pairCost[pair];
    }

    /// <summary>Lets each row take its best column, raising the column's price to where the second best is as good; who is pushed out goes on.</summary>
    /// <returns>How many rows at the start of <c>_free</c> still seek a column.</returns>
    int ReduceRows(double alone)
    {
        for (var row = 0; row < _rows; row++)
        {
            _columnOf[row] = Alone;
            _free[row] = row;
        }

        var free = _rows;
        // Prices can rise by ever smaller steps while two rows outbid each other; searching ends that at once.
        var bids = (4L * _rows) + 16;
        for (var pass = 0; pass < 2 && bids > 0; pass++)
        {
            var next = 0;
            var left = 0;
            while (next < free)
            {
                var row = _free[next++];
                if (--bids < 0)
                {
                    _free[left++] = row;
                    continue;
                }

                var (best, second) = (alone, double.PositiveInfinity);
                var (bestColumn, secondColumn) = (Alone, Alone);
                for (var pair = _firstPair[row]; pair < _firstPair[row + 1]; pair++)
                {
                    var column = _pairColumn[pair];
                    var cost = _pairCost[pair] - _price[column];
                    if (cost < best)
                    {
                        (second, secondColumn) = (best, bestColumn);
                        (best, bestColumn) = (cost, column);
                    }
                    else if (cost < second)
                    {
                        (second, secondColumn) = (cost, column);
                    }
                }

                if (bestColumn == Alone)
                {
                    // Prices only go up against a row, so who is best alone now stays so.
                    continue;
                }

                var price = _price[bestColumn] - (second - best);
                var isRaised = price < _price[bestColumn];
                if (!isRaised && _rowOf[bestColumn] != Alone)
                {
                    if (secondColumn == Alone)
                    {
                        continue;
                    }

                    bestColumn = secondColumn;
                }
                else if (isRaised)
                {
                    _price[bestColumn] = price;
                }

                var pushed = _rowOf[bestColumn];
                _rowOf[bestColumn] = row;
                _columnOf[row] = bestColumn;
                if (pushed != Alone)
                {
                    _columnOf[pushed] = Alone;
                    if (isRaised)
                    {
                        _free[--next] = pushed;
                    }
                    else
                    {
                        _free[left++] = pushed;
                    }
                }
            }

            free = left;
        }

        return free;
    }

    /// <summary>Finds the cheapest way to seat one more row, moving others along it.</summary>
    void Augment(int start, double alone)
    {
        // Each search marks what it has reached with an even number of its own, and what it is done with by the odd one above.
        _search += 2;
        if (_search >= int.MaxValue - 2)
        {
            _stamp.AsSpan().Clear();
            _search = 2;
        }

        var reached = 0;
        var done = 0;
        var row = start;
        var offset = 0.0;
        var (end, leaver) = (alone, start);
        int last;
        while (true)
        {
            for (var pair = _firstPair[row]; pair < _firstPair[row + 1]; pair++)
            {
                var column = _pairColumn[pair];
                var distance = _pairCost[pair] - _price[column] - offset;
                if (_stamp[column] < _search)
                {
                    _stamp[column] = _search;
                    _reached[reached++] = column;
                }
                else if (_stamp[column] > _search || distance >= _distance[column])
                {
                    continue;
                }

                _distance[column] = distance;
                _parent[column] = row;
            }

            if (done == reached)
            {
                last = Alone;
                break;
            }

            var nearest = done;
            for (var i = done + 1; i < reached; i++)
            {
                if (_distance[_reached[i]] < _distance[_reached[nearest]])
                {
                    nearest = i;
                }
            }

            last = _reached[nearest];
            if (_distance[last] >= end)
            {
                last = Alone;
                break;
            }

            if (_rowOf[last] == Alone)
            {
                end = _distance[last];
                break;
            }

            (_reached[nearest], _reached[done]) = (_reached[done], last);
            done++;
            _stamp[last] = _search + 1;
            row = _rowOf[last];
            offset = CostOf(row, last) - _price[last] - _distance[last];
            if (alone - offset < end)
            {
                (end, leaver) = (alone - offset, row);
            }
        }

        for (var i = 0; i < done; i++)
        {
            var column = _reached[i];
            _price[column] += Math.Min(0, _distance[column] - end);
        }

        if (last == Alone)
        {
            last = _columnOf[leaver];
            _columnOf[leaver] = Alone;
        }

        while (last != Alone)
        {
            var taker = _parent[last];
            _rowOf[last] = taker;
            (last, _columnOf[taker]) = (_columnOf[taker], last);
        }
    }
}
