using System.Data.Common;
using Dapper;

namespace Stroll.Host.Database;

/// <summary>SQL inside one transaction of one store. Ends with the work that it was given to.</summary>
/// <remarks>
/// Parameters are named <c>@like_this</c> and come from the properties of an object; text is never built from values. Moments are stored as
/// nanoseconds (BIGINT), money as minor units (BIGINT) beside its currency, documents as JSON text.
/// </remarks>
public sealed class Transaction(DbConnection connection, DbTransaction transaction)
{
    static Transaction() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <summary>Runs one statement.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public int Execute(string sql, object? values = null) => connection.Execute(sql, values, transaction);

    /// <summary>All rows of a query. Columns go to the parameters or properties of the same name, underscores aside.</summary>
    public IReadOnlyList<T> Query<T>(string sql, object? values = null) => connection.Query<T>(sql, values, transaction).AsList();

    /// <summary>The first row, or none.</summary>
    public T? First<T>(string sql, object? values = null) => connection.QueryFirstOrDefault<T>(sql, values, transaction);
}
