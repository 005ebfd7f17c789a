namespace Stroll.Host.Database;

/// <summary>One step in the shape of a database, forward and back.</summary>
/// <param name="Area">Which part of Stroll it belongs to, as <c>visits</c>. Areas are independent of each other.</param>
/// <param name="Number">Counts up from 1 within the area. A step that was released is never edited.</param>
/// <param name="Up">SQL for both databases.</param>
/// <param name="Down">Undoes <paramref name="Up"/>; what only the newer shape can hold is lost.</param>
/// <remarks>
/// Two words stand for what differs. <c>{store}</c>, first column of every table and of every key, names the store that a row
/// belongs to: it fills itself and no query mentions it. <c>{bytes}</c> is the type of raw bytes. Otherwise TEXT, BIGINT and DOUBLE PRECISION
/// mean the same in both.
/// </remarks>
public sealed record Migration(string Area, int Number, string Up, string Down);
