namespace Stroll.Geometry;

/// <summary>Three rows of three numbers.</summary>
/// <param name="Row0">The first row.</param>
/// <param name="Row1">The second row.</param>
/// <param name="Row2">The third row.</param>
public readonly record struct Matrix3(Point3 Row0, Point3 Row1, Point3 Row2)
{
    /// <summary>Ones on the diagonal.</summary>
    public static Matrix3 Identity => new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>Rows become columns.</summary>
    public Matrix3 Transposed => new(
        new(Row0.X, Row1.X, Row2.X), new(Row0.Y, Row1.Y, Row2.Y), new(Row0.Z, Row1.Z, Row2.Z));

    /// <summary>0 where the rows lie in one plane.</summary>
    public double Determinant => Dot(Row0, Cross(Row1, Row2));

    /// <summary>The matrix that undoes this one; not finite where <see cref="Determinant"/> is 0.</summary>
    public Matrix3 Inverse
    {
        get
        {
            var scale = 1 / Determinant;
            return new Matrix3(scale * Cross(Row1, Row2), scale * Cross(Row2, Row0), scale * Cross(Row0, Row1)).Transposed;
        }
    }

    /// <summary>Matrix times column.</summary>
    public static Point3 operator *(in Matrix3 matrix, Point3 point) =>
        new(Dot(matrix.Row0, point), Dot(matrix.Row1, point), Dot(matrix.Row2, point));

    /// <summary>Matrix times matrix.</summary>
    public static Matrix3 operator *(in Matrix3 left, in Matrix3 right)
    {
        var columns = right.Transposed;
        return new(Along(left.Row0, columns), Along(left.Row1, columns), Along(left.Row2, columns));
    }

    /// <summary>Every number times <paramref name="factor"/>.</summary>
    public static Matrix3 operator *(double factor, in Matrix3 matrix) => new(factor * matrix.Row0, factor * matrix.Row1, factor * matrix.Row2);

    /// <summary>Number by number.</summary>
    public static Matrix3 operator +(in Matrix3 left, in Matrix3 right) => new(left.Row0 + right.Row0, left.Row1 + right.Row1, left.Row2 + right.Row2);

    /// <summary>Scalar product.</summary>
    public static double Dot(Point3 left, Point3 right) => (left.X * right.X) + (left.Y * right.Y) + (left.Z * right.Z);

    /// <summary>Vector product: at right angles to both.</summary>
    public static Point3 Cross(Point3 left, Point3 right) => new(
        (left.Y * right.Z) - (left.Z * right.Y), (left.Z * right.X) - (left.X * right.Z), (left.X * right.Y) - (left.Y * right.X));

    static Point3 Along(Point3 row, in Matrix3 columns) => new(Dot(row, columns.Row0), Dot(row, columns.Row1), Dot(row, columns.Row2));
}
