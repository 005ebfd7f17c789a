using System.Collections.Immutable;
using Stroll.Host.Stores;
using Stroll.Sensors;

namespace Stroll.Host.Logs;

/// <summary>What stands above the entries of a log: whose they are, who wrote them, and what their numbers mean.</summary>
/// <param name="Store">Whose log.</param>
/// <param name="Build">Version of the program that wrote.</param>
/// <param name="Epoch">Counts the owners of the store; a writer with an older one is refused.</param>
/// <param name="Layout">A fingerprint of the store's layout: ids of shelves and cameras mean something only beside it.</param>
/// <param name="Sources">Who speaks, in the order of their ids.</param>
public sealed record LogHeader(StoreKey Store, string Build, long Epoch, string Layout, ImmutableArray<SourcePromise> Sources);
