using Stroll.Geometry;

namespace Stroll.Tracking.Poses;

/// <summary>What rays, points and priors together say of one point: an information matrix and its vector.</summary>
/// <remarks>
/// A ray from o along d says nothing of the place along it: its information is (I - d dᵀ)/σ², with σ the angle's standard deviation times
/// the distance. Sums of such terms give the least squares point and, inverted, its covariance: R. Hartley and P. Sturm,
/// "Triangulation", CVIU 68, 1997, section 5, in the form for angles.
/// </remarks>
public struct RaySum
{
    Spread3 _information;
    Point3 _vector;

    /// <summary>What has been added so far.</summary>
    public readonly Spread3 Information => _information;

    /// <summary>Information times place.</summary>
    public readonly Point3 Vector => _vector;

    /// <summary>A ray.</summary>
    /// <param name="origin">Where the camera is.</param>
    /// <param name="direction">A unit vector.</param>
    /// <param name="variance">Of the point across the ray, square metres.</param>
    public void AddRay(Point3 origin, Point3 direction, double variance)
    {
        var information = Spread3.Across(direction, 1 / variance);
        _information += information;
        _vector += information * origin;
    }

    /// <summary>A place with its information.</summary>
    public void AddPoint(Point3 place, in Spread3 information)
    {
        _information += information;
        _vector += information * place;
    }

    /// <summary>Information and vector as they are.</summary>
    public void Add(in Spread3 information, Point3 vector)
    {
        _information += information;
        _vector += vector;
    }

    /// <summary>Where the point is and how sure.</summary>
    /// <returns>False while the place is open in some direction, as with one ray alone.</returns>
    public readonly bool TrySolve(out Point3 place, out Spread3 spread)
    {
        (place, spread) = (Point3.Unknown, default);
        // Compared with the cube of the mean information: parallel rays have a determinant of rounding errors only.
        var mean = _information.Trace / 3;
        if (!(_information.Determinant > 1e-9 * mean * mean * mean))
        {
            return false;
        }

        spread = _information.Inverse;
        place = spread * _vector;
        return place.IsKnown && spread.IsProper;
    }
}

/// <summary>Rays and points against each other.</summary>
public static class Rays
{
    /// <summary>How far a point lies beside a ray, metres; its distance from the origin where the ray leads away from it.</summary>
    public static double Beside(Point3 origin, Point3 direction, Point3 point)
    {
        var way = point - origin;
        var ahead = Matrix3.Dot(way, direction);
        return ahead > 0 ? (way - (ahead * direction)).Length : way.Length;
    }

    /// <summary>How far two rays pass each other, metres. Of rays that would meet behind a camera the distance of the origins.</summary>
    /// <remarks>The epipolar distance, in metres at the place of the person instead of pixels.</remarks>
    public static double Apart(Point3 originA, Point3 directionA, Point3 originB, Point3 directionB)
    {
        var between = originB - originA;
        var cosine = Matrix3.Dot(directionA, directionB);
        var sine = 1 - (cosine * cosine);
        if (sine < 1e-6)
        {
            return (between - (Matrix3.Dot(between, directionA) * directionA)).Length;
        }

        var (a, b) = (Matrix3.Dot(between, directionA), Matrix3.Dot(between, directionB));
        var alongA = (a - (cosine * b)) / sine;
        var alongB = ((cosine * a) - b) / sine;
        return alongA > 0 && alongB > 0
            ? (between + (alongB * directionB) - (alongA * directionA)).Length
            : between.Length;
    }
}
