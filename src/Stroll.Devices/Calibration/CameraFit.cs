using Stroll.Geometry;

namespace Stroll.Devices.Calibration;

/// <summary>A camera as eight numbers: place, turn, tilt, roll, focal length as a share of the width, radial distortion.</summary>
sealed class CameraFit(FloorPoints given)
{
    const int Numbers = 8;
    const int Steps = 200;

    // What is not known and cannot be found from the points at hand stays as it was assumed.
    readonly bool[] _isFree = [true, true, true, true, true, true, given.Focal is null, given.Radial2 is null && given.Points.Length >= 7];

    internal PinholeCamera? View(double[] at)
    {
        var isCamera = at.All(double.IsFinite) && at[2] is > 0.2 and < 50 && at[6] is > 0.2 and < 10 && Math.Abs(at[7]) < 1 && Math.Abs(at[4]) < Math.PI / 2;
        return isCamera
            ? new(new(new(at[0], at[1], at[2]), at[3], at[4], at[5]), new(
                given.Width, given.Height, at[6] * given.Width, at[6] * given.Width, new(0.5 * given.Width, 0.5 * given.Height), at[7]))
            : null;
    }

    /// <summary>Sum of squared distances; infinite where a point is not before the camera.</summary>
    internal double Cost(double[] at) => Residuals(at) is { } residuals ? residuals.Sum(r => r * r) : double.PositiveInfinity;

    /// <summary>Goes downhill until it is level.</summary>
    internal double[] Improve(double[] start)
    {
        int[] free = [.. Enumerable.Range(0, Numbers).Where(i => _isFree[i])];
        var (at, cost, damping) = ((double[])start.Clone(), Cost(start), 1e-3);
        for (var step = 0; step < Steps && damping < 1e9; step++)
        {
            if (Downhill(at, free, damping) is { } next && Cost(next) is var lower && lower < cost)
            {
                var isLevel = cost - lower < 1e-10 * cost;
                (at, cost, damping) = (next, lower, Math.Max(1e-12, damping / 5));
                if (isLevel)
                {
                    break;
                }
            }
            else
            {
                damping *= 4;
            }
        }

        return at;
    }

    // One step of Levenberg and Marquardt: (JᵀJ + damping · diagonal) step = -Jᵀr.
    double[]? Downhill(double[] at, int[] free, double damping)
    {
        if (Residuals(at) is not { } residuals)
        {
            return null;
        }

        var slopes = free.Select(i => Slope(at, i, residuals)).ToArray();
        if (slopes.Any(slope => slope is null))
        {
            return null;
        }

        var (size, normal) = (free.Length, new double[free.Length, free.Length + 1]);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                normal[i, j] = slopes[i]!.Zip(slopes[j]!, (a, b) => a * b).Sum();
            }

            normal[i, i] *= 1 + damping;
            normal[i, size] = -slopes[i]!.Zip(residuals, (a, b) => a * b).Sum();
        }

        if (Solve(normal, size) is not { } step)
        {
            return null;
        }

        var next = (double[])at.Clone();
        for (var i = 0; i < size; i++)
        {
            next[free[i]] += step[i];
        }

        return next;
    }

    double[]? Slope(double[] at, int number, double[] residuals)
    {
        const double Small = 1e-6;
        var beside = (double[])at.Clone();
        beside[number] += Small;
        return Residuals(beside)?.Zip(residuals, (moved, still) => (moved - still) / Small).ToArray();
    }

    double[]? Residuals(double[] at)
    {
        if (View(at) is not { } view)
        {
            return null;
        }

        // Weak beliefs keep what four points hardly fix from running away: no roll, little distortion, a usual lens.
        var residuals = new double[(2 * given.Points.Length) + 3];
        for (var i = 0; i < given.Points.Length; i++)
        {
            if (!view.TryProject(given.Points[i].Place, out var pixel))
            {
                return null;
            }

            (residuals[2 * i], residuals[(2 * i) + 1]) = (pixel.Right - given.Points[i].Pixel.Right, pixel.Down - given.Points[i].Pixel.Down);
        }

        residuals[^3] = at[5] / 0.3;
        residuals[^2] = _isFree[7] ? at[7] / 0.3 : 0;
        residuals[^1] = _isFree[6] ? (at[6] - 0.8) / 0.5 : 0;
        return residuals;
    }

    // Gauss with the largest pivot.
    static double[]? Solve(double[,] rows, int size)
    {
        for (var column = 0; column < size; column++)
        {
            var pivot = Enumerable.Range(column, size - column).MaxBy(row => Math.Abs(rows[row, column]));
            if (Math.Abs(rows[pivot, column]) < 1e-300)
            {
                return null;
            }

            for (var k = 0; k <= size; k++)
            {
                (rows[column, k], rows[pivot, k]) = (rows[pivot, k], rows[column, k]);
            }

            for (var row = 0; row < size; row++)
            {
                var share = row == column ? 0 : rows[row, column] / rows[column, column];
                for (var k = column; share != 0 && k <= size; k++)
                {
                    rows[row, k] -= share * rows[column, k];
                }
            }
        }

        return [.. Enumerable.Range(0, size).Select(i => rows[i, size] / rows[i, i])];
    }
}
